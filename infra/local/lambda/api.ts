import { AwsError } from '../aws.ts';
import type { Call, Protocol, Service, WireAnswer } from '../endpoint/service.ts';
import type { LocalFunction } from './function.ts';

interface Input {
  readonly functionName: string;
  readonly payload: string;
  readonly kind: string;
}

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const MAX_SYNC_BYTES = 6 * 1024 * 1024;

const protocol: Protocol = {
  parse({ url, headers, body }) {
    const [, name] = PATH.exec(url.pathname) ?? [];
    return {
      operation: name ? 'Invoke' : url.pathname,
      input: {
        functionName: decodeURIComponent(name ?? ''),
        payload: body.toString('utf8') || '{}',
        kind: String(headers['x-amz-invocation-type'] ?? 'RequestResponse'),
      } satisfies Input,
    };
  },
  answer: (_operation, result) => ({ status: 200, headers: {}, body: JSON.stringify(result) }),
  error: ({ code, message, status }, requestId) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, 'x-amzn-requestid': requestId },
    body: JSON.stringify({ Message: message }),
  }),
};

/** Lambda's own API, as far as functions and workflows call it: `Invoke`, whose IAM name is `InvokeFunction`. */
export const lambdaApi = (ports: {
  arnOfName(name: string): string;
  required(arn: string): LocalFunction;
  accept(arn: string, payload: string): string;
}): Service => {
  const service: Service<Input> = {
    protocol,
    accesses({ operation, input }: Call<Input>) {
      if (operation !== 'Invoke')
        throw new AwsError('UnknownOperationException', `The local Lambda does not know ${operation}.`, 404);
      return [{ action: 'lambda:InvokeFunction', resource: ports.arnOfName(input.functionName) }];
    },
    async handle({ input: { functionName, payload, kind } }: Call<Input>): Promise<WireAnswer> {
      const arn = ports.arnOfName(functionName);
      if (kind === 'Event') {
        ports.accept(arn, payload);
        return { status: 202, headers: {}, body: '' };
      }
      if (Buffer.byteLength(payload) > MAX_SYNC_BYTES)
        throw new AwsError('RequestTooLargeException', 'The payload is over 6 MB.', 413);
      const outcome = await ports.required(arn).invoke(payload);
      return {
        status: 200,
        headers: outcome.functionError ? { 'x-amz-function-error': outcome.functionError } : {},
        body: outcome.payload,
      };
    },
  };
  return service as Service;
};
