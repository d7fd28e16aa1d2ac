import type { Integration } from './definition.ts';
import { runtimeError, StateError } from './errors.ts';
import { isObject, type Json, withinLimit } from './json.ts';
import { type CallContext, FunctionError, type StatesPorts } from './ports.ts';

/** How optimized integrations spell their service in error names; SDK ones capitalise it. */
const OPTIMIZED_NAMES: Readonly<Record<string, string>> = {
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  events: 'EventBridge',
  sns: 'SNS',
  sqs: 'SQS',
};
const SDK_NAMES: Readonly<Record<string, string>> = { dynamodb: 'DynamoDb', eventbridge: 'EventBridge' };

const errorPrefix = ({ kind, service }: Integration): string =>
  (kind === 'sdk' ? SDK_NAMES[service] : OPTIMIZED_NAMES[service]) ??
  service.charAt(0).toUpperCase() + service.slice(1);

const asText = (value: Json | undefined): Json =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** Optimized integrations take JSON where the service takes text, and put the execution among an event's resources. */
const shapeArguments = (integration: Integration, given: Json, context: CallContext): Json => {
  if (integration.kind !== 'optimized' || !isObject(given)) return given;
  const fields = given as Record<string, Json>;
  if (integration.service === 'sns') return { ...fields, Message: asText(fields.Message) };
  if (integration.service === 'sqs') return { ...fields, MessageBody: asText(fields.MessageBody) };
  if (integration.service !== 'events' || !Array.isArray(fields.Entries)) return given;
  const entries = (fields.Entries as Record<string, Json>[]).map((entry) => ({
    ...entry,
    Detail: asText(entry.Detail),
    Resources: [
      ...((entry.Resources as Json[] | undefined) ?? []),
      context.executionArn,
      context.stateMachineArn,
    ],
  }));
  return { ...fields, Entries: entries };
};

/** A service's answer as JSON, without what the SDK adds. */
const asResult = (answer: unknown): Json => {
  if (answer === undefined) return {};
  const { $metadata: _, ...result } = isObject(answer) ? answer : { value: answer };
  return JSON.parse(JSON.stringify(isObject(answer) ? result : answer)) as Json;
};

const failedEntries = (integration: Integration, result: Json): boolean =>
  integration.service === 'events' && isObject(result) && Number(result.FailedEntryCount ?? 0) > 0;

const functionAndPayload = (integration: Integration, given: Json): { arn: string; payload: Json } => {
  if (integration.kind === 'direct') return { arn: integration.resource, payload: given };
  const { FunctionName, Payload = {} } = isObject(given) ? (given as Record<string, Json>) : {};
  if (typeof FunctionName !== 'string')
    throw runtimeError('The arguments of lambda:invoke need a FunctionName.');
  return { arn: FunctionName, payload: Payload };
};

const asFailure = (failure: unknown, integration: Integration): StateError => {
  if (failure instanceof StateError) return failure;
  if (failure instanceof FunctionError) return new StateError(failure.name, failure.payload);
  const error = failure instanceof Error ? failure : new Error(String(failure));
  const isFunctions = integration.service === 'lambda' && !error.name.endsWith('Exception');
  if (isFunctions)
    return new StateError(error.name, JSON.stringify({ errorType: error.name, errorMessage: error.message }));
  const name = error.name.includes('.') ? error.name : `${errorPrefix(integration)}.${error.name}`;
  return new StateError(name, error.message);
};

const invoke = async (
  ports: StatesPorts,
  integration: Integration,
  call: { given: Json; context: CallContext },
) => {
  const { arn, payload } = functionAndPayload(integration, call.given);
  const answer = ((await ports.invokeLambda(arn, payload, call.context)) ?? null) as Json;
  return integration.kind === 'direct'
    ? answer
    : { ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 };
};

/**
 * Makes a task's call and gives its result.
 *
 * @throws StateError with the name that AWS would report: the function's own error type, or `Service.ErrorName`.
 */
export const perform = async (
  ports: StatesPorts,
  integration: Integration,
  call: { given: Json; context: CallContext },
): Promise<Json> => {
  try {
    const { service, action } = integration;
    if (service === 'lambda' && integration.kind !== 'sdk')
      return withinLimit(await invoke(ports, integration, call), 'The result of the task');
    const given = shapeArguments(integration, call.given, call.context);
    const result = asResult(await ports.callService({ service, action, arguments: given, ...call.context }));
    if (integration.kind === 'optimized' && failedEntries(integration, result))
      throw new StateError('EventBridge.FailedEntry', JSON.stringify(result));
    return withinLimit(result, 'The result of the task');
  } catch (failure) {
    throw asFailure(failure, integration);
  }
};
