import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Granted } from './granted.ts';
import { Watch } from './watch.ts';

/** How an asynchronous invocation is tried, and where it goes when it failed for good. */
export interface AsynchronousUse {
  readonly failures: DeadLetterQueue;
  /** Tries after the first, 1 and then 2 minutes later. @default 2 */
  readonly retries?: number;
  /** An invocation older than this is given up. @default 6 hours */
  readonly maxAge?: Duration;
}

export interface ServiceFunctionProps<Names extends readonly string[]> {
  readonly deployment: Deployment;
  /** The folder under `functions/` that holds `handler.ts` and `env.ts`. */
  readonly name: string;
  /** The list that `env.ts` exports: a variable missing from `environment` does not compile. */
  readonly env: Names;
  /** A plain value, or one that brings its permission along. */
  readonly environment: { readonly [Name in Names[number]]: string | Granted };
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** MB; the share of a processor grows with it. @default 512 */
  readonly memory?: number;
  /** Needed when SNS, EventBridge, Scheduler or CloudFormation invokes the function. @default it is only invoked by callers that wait or poll */
  readonly asynchronous?: AsynchronousUse;
}

/** A function from its bundle, with a role that may do only what its environment names. */
export class ServiceFunction<const Names extends readonly string[] = readonly string[]>
  extends Construct
  implements IGrantable
{
  readonly name: string;
  readonly handler: LambdaFunction;
  readonly timeout: Duration;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Names>) {
    super(scope, id);
    const { deployment, name, asynchronous } = props;
    this.name = name;
    this.timeout = props.timeout ?? Duration.seconds(30);

    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: deployment.settings.retention.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);

    this.handler = new LambdaFunction(this, 'Function', {
      description: `functions/${name}/handler.ts`,
      code: Code.fromAsset(join(deployment.bundles, name), { exclude: ['*.map'] }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      timeout: this.timeout,
      memorySize: props.memory ?? 512,
      environment: { POWERTOOLS_SERVICE_NAME: name, ...values(props.environment) },
      ...(asynchronous && {
        onFailure: new SqsDestination(asynchronous.failures.queue),
        retryAttempts: asynchronous.retries ?? 2,
        maxEventAge: asynchronous.maxAge ?? Duration.hours(6),
      }),
    });
    this.grantPrincipal = this.handler.grantPrincipal;
    for (const variable of Object.values<string | Granted>(props.environment)) {
      if (typeof variable !== 'string') variable.grantTo(this);
    }
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources (Service Authorization Reference).',
    });
    this.watch();
  }

  private watch(): void {
    // Three in a quarter of an hour ring for a function that runs each minute, and for one that runs each five.
    const period = Duration.minutes(15);
    const threshold = 3;
    new Watch(this, 'Errors', {
      name: `${this.name}-errors`,
      meaning: `functions/${this.name} threw or timed out ${threshold} times in 15 minutes.`,
      metric: this.handler.metricErrors({ period }),
      threshold,
    });
    new Watch(this, 'Throttles', {
      name: `${this.name}-throttles`,
      meaning: `functions/${this.name} was refused capacity: the account's concurrency is used up.`,
      metric: this.handler.metricThrottles({ period }),
      threshold,
    });
  }
}

function values(environment: Readonly<Record<string, string | Granted>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, variable]) => [
      name,
      typeof variable === 'string' ? variable : variable.value,
    ]),
  );
}
