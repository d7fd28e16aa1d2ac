import { Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { paths } from '../../functions/administration/env.ts';
import type { DeskUsers } from './desk-users.ts';
import type { ServiceFunction } from './service-function.ts';
import { VendedLogs } from './vended-logs.ts';
import { Watch } from './watch.ts';

/** Every method but OPTIONS: the dashboard shares the API's origin, and no page of another one is let in. */
const methods = [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE];

/** Without the path, which holds the token of a closing link: whoever reads the log could answer for a customer. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  user: '$context.authorizer.claims.sub',
  milliseconds: '$context.responseLatency',
  error: '$context.authorizer.error',
  integrationError: '$context.integrationErrorMessage',
} as const;

export interface DeskApiProps {
  /** The deployment's: names the access log. */
  readonly name: string;
  readonly handler: ServiceFunction;
  /** Answers how the desk is set up and what its records say, and describes the API. */
  readonly administration: ServiceFunction;
  /** Answers with a whole message, as it came in. */
  readonly originals: ServiceFunction;
  readonly users: DeskUsers;
  readonly logRetentionDays: RetentionDays;
}

/** The HTTP API: signed-in callers under `/v1`, and the few routes that anyone may call. */
export class DeskApi extends Construct {
  readonly httpApi: HttpApi;

  constructor(scope: Construct, id: string, props: DeskApiProps) {
    super(scope, id);
    const { handler, administration, originals, users } = props;
    this.httpApi = new HttpApi(this, 'Api', {
      description: 'Guardia',
      createDefaultStage: false,
      defaultAuthorizer: new HttpUserPoolAuthorizer('Users', users.pool, {
        userPoolClients: [...users.clients],
      }),
    });
    this.addRoutes(integrationWith(handler), integrationWith(administration));
    this.httpApi.addRoutes({
      path: '/v1/cases/{caseId}/messages/{seq}/original',
      methods: [HttpMethod.GET],
      integration: integrationWith(originals),
    });
    this.httpApi.addRoutes({
      path: '/v1/cases/{caseId}/evidence',
      methods: [HttpMethod.GET],
      integration: integrationWith(administration),
    });
    this.httpApi.addRoutes({
      path: '/v1/cases/{caseId}/unavailability',
      methods: [HttpMethod.POST],
      integration: integrationWith(administration),
    });
    this.addStage(props);
  }

  private addRoutes(integration: HttpLambdaIntegration, administration: HttpLambdaIntegration): void {
    this.httpApi.addRoutes({ path: '/v1/{proxy+}', methods, integration });
    for (const path of paths) {
      this.httpApi.addRoutes({ path: `/v1/${path}`, methods, integration: administration });
      this.httpApi.addRoutes({ path: `/v1/${path}/{proxy+}`, methods, integration: administration });
    }
    const open = [
      ...this.httpApi.addRoutes({
        path: '/v1/openapi.json',
        methods: [HttpMethod.GET],
        authorizer: new HttpNoneAuthorizer(),
        integration: administration,
      }),
      ...this.httpApi.addRoutes({
        path: '/v1/public/{proxy+}',
        methods: [HttpMethod.GET, HttpMethod.POST],
        authorizer: new HttpNoneAuthorizer(),
        integration,
      }),
    ];
    open.forEach(explainOpenRoute);
  }

  private addStage({ name, logRetentionDays }: DeskApiProps): void {
    const logs = new VendedLogs(this, 'AccessLogs', { name: `apis/${name}`, retention: logRetentionDays });
    const stage = this.httpApi.addStage('DefaultStage', {
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs.logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    new Watch(this, 'ServerErrors', {
      name: 'api-5xx',
      meaning: 'The API answered with a server error.',
      metric: stage.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      periods: 2,
    });
  }
}

function integrationWith({ name, handler }: ServiceFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(name, handler, { scopePermissionToRoute: false });
}

function explainOpenRoute(route: HttpRoute): void {
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'Open on purpose: the API description, and links that carry their own signature in place of a sign-in.',
  });
}
