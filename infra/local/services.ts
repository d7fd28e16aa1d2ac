import { createDistributions } from './cloudfront/service.ts';
import { createCognito } from './cognito/service.ts';
import { createCustomResources } from './custom-resources.ts';
import { createDestinations } from './destinations.ts';
import type { DynamoClient } from './dynamodb/client.ts';
import { createTables } from './dynamodb/service.ts';
import { createStreamReader } from './dynamodb/stream-reader.ts';
import { callServiceWith } from './endpoint/call-service.ts';
import type { Services } from './endpoint/server.ts';
import { createEvents, type Events } from './events/service.ts';
import { createHttpApis } from './http-api/service.ts';
import { iamHandlers } from './iam/handlers.ts';
import { ignoredHandlers } from './ignored.ts';
import { createLambdas, type Lambdas } from './lambda/service.ts';
import type { Platform } from './platform.ts';
import { createBuckets } from './s3/service.ts';
import { createSecrets } from './secrets/secrets.ts';
import type { SentMail } from './ses/outbox.ts';
import { createSes } from './ses/service.ts';
import { createTopics } from './sns/topics.ts';
import { createQueues } from './sqs/service.ts';
import type { Handlers } from './template/deploy.ts';
import { createWorkflows } from './workflows/service.ts';

export interface ServiceOptions {
  readonly dynamodb: DynamoClient;
  /** Called after a table was made. */
  readonly prepareTables: () => void;
  readonly assetPath: (objectKey: string) => string | undefined;
  readonly concurrency: number;
  readonly patienceMs: number;
  readonly relay: (mail: SentMail) => void;
}

/** Makes every local service and joins them: who calls whom on AWS, calls here. */
export const createServices = (platform: Platform, options: ServiceOptions) => {
  const late: { lambdas?: Lambdas; events?: Events } = {};
  const lambdasOf = (): Lambdas => {
    if (!late.lambdas) throw new Error('The functions are not there yet.');
    return late.lambdas;
  };

  const queues = createQueues(platform);
  const topics = createTopics(platform, {
    queues,
    invokeLambda: (functionArn, payload, sourceArn) =>
      void lambdasOf().acceptAs('sns.amazonaws.com', { functionArn, sourceArn }, payload),
  });
  const buckets = createBuckets(platform, () => ({
    toQueue: (queueArn, sourceArn, body) =>
      queues.sendAs('s3.amazonaws.com', { queueArn, sourceArn }, { body }),
    toTopic: (topicArn, sourceArn, body) =>
      topics.publishAs('s3.amazonaws.com', { topicArn, sourceArn }, { body }),
    toLambda: (functionArn, sourceArn, body) =>
      void lambdasOf().acceptAs('s3.amazonaws.com', { functionArn, sourceArn }, body),
    toDefaultBus: (DetailType, Resources, detail) =>
      late.events?.bus.putEvents(
        [{ Source: 'aws.s3', DetailType, Resources, Detail: JSON.stringify(detail) }],
        {
          fromService: true,
        },
      ),
  }));
  const tables = createTables(platform, options.dynamodb, options.prepareTables);
  const ses = createSes(platform, { buckets, topics, relay: options.relay });
  const cognito = createCognito(platform, lambdasOf);
  const secrets = createSecrets(platform);
  const lambdas = createLambdas(platform, {
    assetPath: options.assetPath,
    concurrency: options.concurrency,
    patienceMs: options.patienceMs,
    queueByArn: queues.byArn,
    streamByArn: tables.stream,
    readerOf: ({ table }) => createStreamReader(options.dynamodb, table),
    ...createDestinations(platform, { queues, topics, buckets }),
  });
  late.lambdas = lambdas;

  const api: Record<string, Services[string]> = {
    sqs: queues.api,
    sns: topics.api,
    s3: buckets.api,
    dynamodb: tables.api,
    ses: ses.api,
    lambda: lambdas.api,
    secretsmanager: secrets.api,
    'cognito-idp': cognito.api,
  };
  const workflows = createWorkflows(platform, {
    lambdas: lambdasOf,
    callService: callServiceWith(api, platform.iam),
  });
  api.states = workflows.api;
  const events = createEvents(platform, {
    queues,
    lambdas: lambdasOf,
    publish: (service, topicArn, sourceArn, body) =>
      topics.publishAs(service, { topicArn, sourceArn }, { body }),
    startExecution: workflows.startExecution,
    secretOf: secrets.secretOf,
  });
  late.events = events;
  api.events = events.api;
  const httpApis = createHttpApis(platform, { tokens: cognito.tokens, lambdas: lambdasOf });
  const distributions = createDistributions(platform, { buckets, api: httpApis.handle });
  const customResources = createCustomResources(platform, lambdasOf);

  const handlers: Handlers = {
    ...ignoredHandlers(platform.region),
    ...iamHandlers(platform.iam),
    ...queues.handlers,
    ...topics.handlers,
    ...buckets.handlers,
    ...tables.handlers,
    ...ses.handlers,
    ...cognito.handlers,
    ...secrets.handlers,
    ...lambdas.handlers,
    ...workflows.handlers,
    ...events.handlers,
    ...httpApis.handlers,
    ...distributions.handlers,
    ...customResources.handlers,
  };

  return {
    api,
    handlers,
    queues,
    topics,
    buckets,
    tables,
    ses,
    cognito,
    lambdas,
    workflows,
    events,
    httpApis,
    distributions,
    customResources,
  };
};

export type LocalServices = ReturnType<typeof createServices>;
