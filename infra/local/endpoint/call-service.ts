import { AwsError } from '../aws.ts';
import type { Iam, Role } from '../iam/iam.ts';
import type { Services } from './server.ts';
import { isWireAnswer, type Service } from './service.ts';

const ALIASES: Readonly<Record<string, string>> = { sfn: 'states', eventbridge: 'events' };

const read = (answer: unknown): unknown => {
  if (!isWireAnswer(answer)) return answer ?? {};
  const body = JSON.parse(String(answer.body) || '{}');
  if (answer.status < 300) return body;
  throw new AwsError(
    String(body.__type).split('#').at(-1) ?? 'InternalFailure',
    String(body.message ?? body.Message),
    answer.status,
  );
};

/**
 * Calls a service as a role, as if by its SDK: how a workflow's task reaches `dynamodb:updateItem` and others.
 *
 * @throws AwsError with the service's own error name
 */
export const callServiceWith =
  (services: Services, iam: Iam) =>
  async (
    role: Role,
    { service: name, action, arguments: input }: { service: string; action: string; arguments: unknown },
  ) => {
    const service: Service | undefined = services[ALIASES[name] ?? name];
    if (!service) throw new AwsError('UnknownService', `The local cloud has no service ${name}.`);
    const operation = action.charAt(0).toUpperCase() + action.slice(1);
    const body = Buffer.from(JSON.stringify(input));
    const request = { method: 'POST', url: new URL('http://localhost/'), headers: {}, body };
    const call = { operation, input: input as never, caller: role, request };
    for (const access of service.accesses(call)) iam.authorise(role, access);
    return read(await service.handle(call));
  };
