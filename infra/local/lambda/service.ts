import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, account, arnOf, LocalCloudError } from '../aws.ts';
import type { Service } from '../endpoint/service.ts';
import type { Role } from '../iam/iam.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import type { Platform } from '../platform.ts';
import type { Handlers, Resource } from '../template/deploy.ts';
import { lambdaApi } from './api.ts';
import { type AsyncConfig, type AsyncInvoker, createAsyncInvoker } from './async.ts';
import { createCrowd } from './crowd.ts';
import type { Outcome } from './environment.ts';
import { createFunction, type LocalFunction } from './function.ts';
import { type MappingPorts, mappingHandler } from './mappings.ts';

export interface Lambdas {
  readonly handlers: Handlers;
  readonly api: Service;
  byArn(arn: string): LocalFunction | undefined;
  /** Waits for the function's answer as somebody waits for the service's, whom its resource policy must allow. */
  invokeAs(
    service: string,
    to: { functionArn: string; sourceArn?: string },
    payload: string,
  ): Promise<Outcome>;
  /** Hands an event over; what becomes of it is Lambda's. */
  acceptAs(service: string, to: { functionArn: string; sourceArn?: string }, payload: string): string;
  /** As a role that its own policies must allow. */
  invoke(role: Role, functionArn: string, payload: string): Promise<Outcome>;
  accept(role: Role, functionArn: string, payload: string): string;
  /** Sends nothing new; running invocations are ended. */
  stop(): Promise<void>;
  /** Begins to feed functions from their sources, and takes up what a stopped process left. */
  start(): void;
}

export interface LambdaPorts extends Omit<MappingPorts, 'functionByArn'> {
  /** The folder of an asset, by its S3 object key. */
  assetPath(objectKey: string): string | undefined;
  /** Hands a record to a destination as the function's role. */
  sendTo(destinationArn: string, roleArn: string, body: string): void;
  /** Environments that one function may have at a time on this machine. */
  readonly concurrency: number;
  /** How long an event or a queue waits for an environment before another is started, in milliseconds of real time. */
  readonly patienceMs: number;
}

const MAX_ENVIRONMENT_BYTES = 4096;
/** Shared by all data directories: the same bundles are compiled once. */
const COMPILE_CACHE = join(import.meta.dirname, '..', '..', '..', '.build', 'compile-cache');
const HOURS = 3_600_000;

const bareArn = (arn: string): string => arn.split(':').slice(0, 7).join(':');

export const createLambdas = (platform: Platform, ports: LambdaPorts): Lambdas => {
  const { region, iam, clock, log, meter, endpointUrl } = platform;
  const functions = new Map<string, LocalFunction>();
  const asyncConfigs = new Map<string, AsyncConfig>();
  const crowd = createCrowd();
  const starters: (() => { close(): void })[] = [];
  let sources: { close(): void }[] = [];

  const arnOfName = (nameOrArn: string): string =>
    nameOrArn.startsWith('arn:') ? bareArn(nameOrArn) : arnOf('lambda', region, `function:${nameOrArn}`);
  const byArn = (nameOrArn: string): LocalFunction | undefined => functions.get(arnOfName(nameOrArn));

  const asynchronous: AsyncInvoker = createAsyncInvoker(platform, {
    functionByArn: byArn,
    sendTo: ports.sendTo,
    configOf: (arn) => asyncConfigs.get(arnOfName(arn)) ?? { retries: 2, maxAgeMs: 6 * HOURS },
  });

  const metered = (one: LocalFunction): LocalFunction => ({
    ...one,
    async invoke(payload, how) {
      const begun = performance.now();
      try {
        return await one.invoke(payload, how);
      } finally {
        meter.count(`lambda/${one.config.name}`);
        meter.count(`lambda/${one.config.name}/ms`, Math.ceil(performance.now() - begun));
      }
    },
  });

  const bundleOf = (resource: Resource): { file: string; exported: string } => {
    const { Code, Handler } = resource.properties as {
      Code: { S3Key?: string; ZipFile?: string };
      Handler: string;
    };
    const folder = Code.S3Key === undefined ? undefined : ports.assetPath(Code.S3Key);
    if (!folder)
      throw new LocalCloudError(`Function ${resource.logicalId}: its code is no asset of cdk.out.`);
    const [module = 'index', exported = 'handler'] = Handler.split('.');
    const file = ['.mjs', '.js', '.cjs']
      .map((extension) => join(folder, module + extension))
      .find((one) => statSync(one, { throwIfNoEntry: false })?.isFile());
    if (!file)
      throw new LocalCloudError(`Function ${resource.logicalId}: ${folder} has no ${module}.mjs or .js.`);
    return { file, exported };
  };

  const variablesOf = (resource: Resource, name: string, role: Role): Record<string, string> => {
    const { Environment = {}, MemorySize = 128 } = resource.properties as {
      Environment?: { Variables?: Record<string, string> };
      MemorySize?: number;
    };
    const own = Environment.Variables ?? {};
    const bytes = Object.entries(own).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
    if (bytes > MAX_ENVIRONMENT_BYTES)
      throw new LocalCloudError(
        `Function ${resource.logicalId}: its variables take ${bytes} bytes; Lambda takes 4096.`,
      );
    return {
      ...own,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: role.accessKeyId,
      AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
      AWS_SESSION_TOKEN: 'local',
      AWS_ENDPOINT_URL: endpointUrl,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      TZ: ':UTC',
    };
  };

  const putFunction = (resource: Resource) => {
    const { properties, logicalId } = resource;
    const name = String(properties.FunctionName ?? resource.physicalName({ max: 64 }));
    const arn = arnOf('lambda', region, `function:${name}`);
    const role = iam.assume('lambda.amazonaws.com', String(properties.Role));
    const reserved = properties.ReservedConcurrentExecutions as number | undefined;
    if (!String(properties.Runtime).startsWith('nodejs'))
      throw new LocalCloudError(
        `Function ${logicalId}: the local Lambda runs Node.js, not ${properties.Runtime}.`,
      );
    const made = createFunction({
      ...bundleOf(resource),
      name,
      functionArn: arn,
      roleArn: role.arn,
      variables: variablesOf(resource, name, role),
      memoryMb: Number(properties.MemorySize ?? 128),
      timeoutMs: Number(properties.Timeout ?? 3) * 1000,
      clock: clock.shared,
      compileCache: COMPILE_CACHE,
      concurrency: Math.min(ports.concurrency, reserved ?? Number.POSITIVE_INFINITY),
      patienceMs: ports.patienceMs,
      crowd,
      onLog: (text) => log(name, text.trimEnd()),
      ...(reserved === undefined ? {} : { reserved }),
    });
    functions.set(arn, metered(made));
    return { ref: name, attributes: { Arn: arn } };
  };

  const handlers: Handlers = {
    'AWS::Lambda::Function': {
      properties: [
        'FunctionName',
        'Code',
        'Handler',
        'Runtime',
        'Role',
        'Environment',
        'MemorySize',
        'Timeout',
        'ReservedConcurrentExecutions',
      ],
      ignored: ['Architectures', 'LoggingConfig', 'TracingConfig', 'EphemeralStorage', 'RecursiveLoop'],
      put: putFunction,
    },
    'AWS::Lambda::Permission': {
      properties: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
      put({ properties, logicalId, stackName }) {
        const arn = arnOfName(String(properties.FunctionName));
        const policy: PolicyDocument = {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: String(properties.Principal) },
            Action: String(properties.Action),
            Resource: arn,
            Condition: {
              ...(properties.SourceArn ? { ArnLike: { 'aws:SourceArn': String(properties.SourceArn) } } : {}),
              ...(properties.SourceAccount ? { StringEquals: { 'aws:SourceAccount': account } } : {}),
            },
          },
        };
        iam.putResourcePolicy(arn, `${stackName}/${logicalId}`, policy);
        return { ref: logicalId };
      },
    },
    'AWS::Lambda::EventInvokeConfig': {
      properties: [
        'FunctionName',
        'Qualifier',
        'MaximumRetryAttempts',
        'MaximumEventAgeInSeconds',
        'DestinationConfig',
      ],
      put({ properties, logicalId }) {
        const { OnFailure, OnSuccess } = (properties.DestinationConfig ?? {}) as Record<
          string,
          { Destination: string }
        >;
        asyncConfigs.set(arnOfName(String(properties.FunctionName)), {
          retries: Number(properties.MaximumRetryAttempts ?? 2),
          maxAgeMs: Number(properties.MaximumEventAgeInSeconds ?? 21_600) * 1000,
          ...(OnFailure ? { onFailure: OnFailure.Destination } : {}),
          ...(OnSuccess ? { onSuccess: OnSuccess.Destination } : {}),
        });
        return { ref: logicalId };
      },
    },
    'AWS::Lambda::EventSourceMapping': mappingHandler(
      platform,
      { ...ports, functionByArn: byArn },
      (starter) => starters.push(starter),
    ),
  };

  const required = (functionArn: string): LocalFunction => {
    const found = byArn(functionArn);
    if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
    return found;
  };

  const access = (functionArn: string) => ({
    action: 'lambda:InvokeFunction',
    resource: bareArn(functionArn),
  });

  const lambdas: Lambdas = {
    handlers,
    byArn,
    api: lambdaApi({ arnOfName, required, accept: asynchronous.accept }),
    async invokeAs(service, { functionArn, ...source }, payload) {
      iam.authoriseService(service, { ...access(functionArn), ...source });
      return platform.activity.during(() => required(functionArn).invoke(payload, { urgency: 'request' }));
    },
    acceptAs(service, { functionArn, ...source }, payload) {
      iam.authoriseService(service, { ...access(functionArn), ...source });
      return asynchronous.accept(functionArn, payload);
    },
    async invoke(role, functionArn, payload) {
      iam.authorise(role, access(functionArn));
      return platform.activity.during(() => required(functionArn).invoke(payload));
    },
    accept(role, functionArn, payload) {
      iam.authorise(role, access(functionArn));
      return asynchronous.accept(functionArn, payload);
    },
    start() {
      sources = starters.map((start) => start());
      asynchronous.resume();
    },
    async stop() {
      asynchronous.close();
      for (const source of sources) source.close();
      await Promise.all([...functions.values()].map((one) => one.stop()));
    },
  };
  return lambdas;
};
