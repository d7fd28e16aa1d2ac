import type { Integration } from './definition.ts';
import { badDefinition } from './errors.ts';

const OPTIMIZED: Readonly<Record<string, readonly string[]>> = {
  lambda: ['invoke'],
  dynamodb: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
  events: ['putEvents'],
  sns: ['publish'],
  sqs: ['sendMessage'],
};
/** Optimized integrations that can hand out a task token; AWS SDK integrations all can. */
const WITH_TOKEN = new Set(['lambda', 'events', 'sns', 'sqs']);
const TOKEN_SUFFIX = '.waitForTaskToken';

const FUNCTION_ARN = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const STATES_ARN =
  /^arn:[\w-]+:states:[\w-]*:\d*:(?<sdk>aws-sdk:)?(?<service>[\w-]+):(?<action>\w+)(?<pattern>\.[\w.:]+)?$/;

/**
 * What a Task's `Resource` names.
 *
 * @throws StatesApiError `InvalidDefinition` for what the local cloud does not do (`.sync`, activities, HTTP).
 */
export const parseResource = (resource: string, path: string): Integration => {
  if (FUNCTION_ARN.test(resource))
    return { resource, service: 'lambda', action: 'invoke', kind: 'direct', waitsForToken: false };
  const { sdk, service = '', action = '', pattern } = STATES_ARN.exec(resource)?.groups ?? {};
  if (service === '') return badDefinition(path, `is no function and no service integration: ${resource}`);
  if (pattern !== undefined && pattern !== TOKEN_SUFFIX)
    return badDefinition(path, `uses ${pattern}, which the local Step Functions does not have.`);
  const waitsForToken = pattern === TOKEN_SUFFIX;
  if (sdk) return { resource, service, action, kind: 'sdk', waitsForToken };
  if (!OPTIMIZED[service]?.includes(action))
    return badDefinition(
      path,
      `names ${service}:${action}, which the local Step Functions does not have; try aws-sdk:${service}:${action}.`,
    );
  if (waitsForToken && !WITH_TOKEN.has(service))
    return badDefinition(path, `cannot wait for a task token: ${service}:${action} never hands one out.`);
  return { resource, service, action, kind: 'optimized', waitsForToken };
};
