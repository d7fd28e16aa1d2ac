import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { env as administrationEnv } from '../../functions/administration/env.ts';
import { env as apiEnv } from '../../functions/api/env.ts';
import { env as readOriginalEnv } from '../../functions/read-original/env.ts';
import { env as tokenClaimsEnv } from '../../functions/token-claims/env.ts';
import { fileFolders } from '../../shared/desk/attachment-key.ts';
import { exportEnding } from '../../shared/desk/data-rights/export-key.ts';
import { DeskApi } from '../constructs/desk-api.ts';
import { DeskFounding } from '../constructs/desk-founding.ts';
import { DeskUsers } from '../constructs/desk-users.ts';
import { DownloadsDistribution } from '../constructs/downloads-distribution.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { type Deployment, dataRemoval } from '../deployment.ts';
import type { DataStack } from './data.ts';
import type { DeskStack } from './desk.ts';

export interface ApiStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly desk: DeskStack;
}

/** Who people are, and what they and their programs may ask of the desk. */
export class ApiStack extends Stack {
  readonly users: DeskUsers;
  readonly api: DeskApi;
  readonly downloads: DownloadsDistribution;

  constructor(scope: Construct, id: string, { deployment, data, desk, ...props }: ApiStackProps) {
    super(scope, id, props);
    const { settings } = deployment;
    const { mail, hotline, webUrl } = settings;

    this.users = new DeskUsers(this, 'Users', {
      domainPrefix: `${settings.name}-${this.account}`,
      machineClients: settings.machineClients,
      removalPolicy: dataRemoval(settings),
      webUrl,
      deskName: mail.fromName,
      tokenClaims: new ServiceFunction(this, 'TokenClaims', {
        deployment,
        name: 'token-claims',
        env: tokenClaimsEnv,
        environment: {},
        // Cognito gives up after 5 seconds, cold start included.
        timeout: Duration.seconds(5),
      }),
      ...(settings.signInMailThroughSes && {
        sender: { address: mail.supportAddress, name: mail.fromName, domain: mail.domain },
      }),
    });
    this.downloads = new DownloadsDistribution(this, 'Downloads', {
      name: settings.name,
      bucket: data.rawMail.bucket,
      buckets: {
        [`*${exportEnding}`]: data.exports.bucket,
        ...Object.fromEntries(
          Object.values(fileFolders).map((folder) => [`${folder}*`, data.attachments.bucket]),
        ),
      },
    });
    const { host: DOWNLOADS_HOST } = this.downloads;
    const handler = new ServiceFunction(this, 'Api', {
      deployment,
      name: 'api',
      env: apiEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectReadsAndWrites(fileFolders.uploaded),
        DOWNLOADS_HOST,
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        HOTLINE_NUMBERS: `${hotline.primary},${hotline.secondary}`,
        WEB_URL: webUrl,
      },
      // An HTTP API gives up after 30 seconds; an answer later than that is work for nobody.
      timeout: Duration.seconds(29),
      memory: 1024,
    });
    const administration = new ServiceFunction(this, 'Administration', {
      deployment,
      name: 'administration',
      env: administrationEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseWrites(),
        EXPORTS_BUCKET: data.exports.grantObjectReads(),
        DOWNLOADS_HOST,
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
        EVENT_BUS_NAME: desk.bus.grantPuts(),
        WEB_URL: webUrl,
        WEBHOOK_NETWORK: settings.webhookNetwork,
      },
      timeout: Duration.seconds(29),
      memory: 1024,
    });
    // Apart from the others: the parser of mail would slow the start of every other route.
    const originals = new ServiceFunction(this, 'ReadOriginal', {
      deployment,
      name: 'read-original',
      env: readOriginalEnv,
      environment: {
        TABLE_NAME: data.cases.grantCaseReads(),
        RAW_MAIL_BUCKET: data.rawMail.grantObjectReads(),
        ATTACHMENTS_BUCKET: data.attachments.grantObjectReads(),
        DOWNLOADS_HOST,
        MAIL_TOKEN_SECRET_ARN: data.grantMailTokenKey(),
        SUPPORT_ADDRESS: mail.supportAddress,
        DESK_NAME: mail.fromName,
      },
      timeout: Duration.seconds(29),
      memory: 1024,
    });
    this.api = new DeskApi(this, 'HttpApi', {
      name: settings.name,
      handler,
      administration,
      originals,
      users: this.users,
      logRetentionDays: settings.retention.logDays,
    });
    const { firstSupervisor: supervisor } = settings;
    const machines = this.users.machines.map(({ name, client }) => ({
      name,
      clientId: client.userPoolClientId,
    }));
    new DeskFounding(this, 'Founding', {
      deployment,
      cases: data.cases,
      ...(supervisor && { supervisor }),
      machines,
    });
    new CfnOutput(this, 'ApiUrl', { value: `${this.api.httpApi.apiEndpoint}/v1` });
    new CfnOutput(this, 'UserPoolId', { value: this.users.pool.userPoolId });
    new CfnOutput(this, 'SignInUrl', { value: this.users.signInUrl });
  }
}
