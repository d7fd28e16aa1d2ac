import { randomUUID } from 'node:crypto';
import { account, LocalCloudError } from './aws.ts';
import type { ApiRequest, WireAnswer } from './endpoint/service.ts';
import type { Lambdas } from './lambda/service.ts';
import type { Platform } from './platform.ts';
import type { Handlers, Resource } from './template/deploy.ts';

export interface CustomResources {
  readonly handlers: Handlers;
  /** Takes the answers that providers put to their `ResponseURL`. */
  receive(request: ApiRequest): WireAnswer | undefined;
}

interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

interface Kept {
  readonly properties: string;
  readonly answer: Answer;
}

const PATH = '/_cloudformation/';
/** CloudFormation waits for an hour; nobody in front of a terminal does. */
const PATIENCE_MS = 120_000;

/**
 * Custom resources, as CloudFormation makes them: the provider function runs for real, with `Create` at the
 * first start and `Update` when the properties have changed since; otherwise its answer is remembered.
 */
export const createCustomResources = (platform: Platform, lambdas: () => Lambdas): CustomResources => {
  const { store, endpointUrl, region } = platform;
  const waiting = new Map<string, (answer: Answer) => void>();

  const ask = async (resource: Resource, before: Kept | undefined): Promise<Answer> => {
    const { type, logicalId, stackName, properties } = resource;
    const functionArn = String(properties.ServiceToken);
    const target = lambdas().byArn(functionArn);
    if (!target)
      throw new LocalCloudError(`${logicalId}: its provider ${functionArn} is no function of the templates.`);
    const RequestId = randomUUID();
    const answered = new Promise<Answer>((resolve) => waiting.set(RequestId, resolve));
    const event = {
      RequestType: before ? 'Update' : 'Create',
      RequestId,
      ResponseURL: `${endpointUrl}${PATH}${RequestId}`,
      StackId: `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
      ResourceType: type,
      LogicalResourceId: logicalId,
      ServiceToken: functionArn,
      ResourceProperties: properties,
      ...(before
        ? {
            PhysicalResourceId: before.answer.PhysicalResourceId,
            OldResourceProperties: JSON.parse(before.properties),
          }
        : {}),
    };
    const outcome = await target.invoke(JSON.stringify(event), { requestId: RequestId });
    if (outcome.functionError)
      throw new LocalCloudError(`${logicalId}: its provider failed: ${outcome.payload}`);
    return Promise.race([answered, silence(logicalId)]);
  };

  const put = async (resource: Resource) => {
    const key = `cloudformation/${resource.stackName}/${resource.logicalId}`;
    const kept = store.get(key) as Kept | undefined;
    const properties = JSON.stringify(resource.properties);
    const answer = kept?.properties === properties ? kept.answer : await ask(resource, kept);
    if (answer.Status !== 'SUCCESS')
      throw new LocalCloudError(
        `${resource.logicalId} could not be made: ${answer.Reason ?? 'no reason was given'}`,
      );
    store.put(key, { properties, answer } satisfies Kept);
    return { ref: answer.PhysicalResourceId, attributes: answer.Data ?? {} };
  };

  return {
    handlers: {
      'Custom::*': { properties: ['*'], put },
      'AWS::CloudFormation::CustomResource': { properties: ['*'], put },
    },
    receive({ url, body }) {
      if (!url.pathname.startsWith(PATH)) return undefined;
      waiting.get(url.pathname.slice(PATH.length))?.(JSON.parse(body.toString('utf8')) as Answer);
      return { status: 200, headers: {}, body: '' };
    },
  };
};

const silence = (logicalId: string): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(
      () => reject(new LocalCloudError(`${logicalId}: its provider never put an answer to its ResponseURL.`)),
      PATIENCE_MS,
    ).unref();
  });
