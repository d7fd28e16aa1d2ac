import { Agent, request } from 'node:http';
import { AwsError } from '../aws.ts';
import type { WireAnswer } from '../endpoint/service.ts';

export interface DynamoClient {
  /** Passes a request on as it is; the answer comes back as it is. */
  forward(target: string, body: Buffer | string): Promise<WireAnswer & { readonly body: Buffer }>;
  /** A call of our own. @throws AwsError with the database's error. */
  call<T = Record<string, unknown>>(operation: string, input: object, api?: 'streams'): Promise<T>;
  close(): void;
}

/** The database asks for a signature and looks no further. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

/** Speaks to the database over connections that stay open. */
export const createDynamoClient = (url: string): DynamoClient => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  const forward: DynamoClient['forward'] = (target, body) =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': target,
        'x-amz-date': '20200101T000000Z',
        authorization: AUTHORIZATION,
      };
      const sent = request({ hostname, port, method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { 'x-amz-crc32': crc, 'x-amzn-requestid': requestId } = response.headers;
          resolve({
            status: response.statusCode ?? 500,
            headers: {
              'content-type': 'application/x-amz-json-1.0',
              ...(crc ? { 'x-amz-crc32': String(crc) } : {}),
              ...(requestId ? { 'x-amzn-requestid': String(requestId) } : {}),
            },
            body: Buffer.concat(chunks),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

  return {
    forward,
    async call(operation, input, api) {
      const version = api === 'streams' ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
      const { status, body } = await forward(`${version}.${operation}`, JSON.stringify(input));
      const answer = JSON.parse(body.toString('utf8'));
      if (status === 200) return answer;
      throw new AwsError(
        String(answer.__type).split('#').at(-1) ?? 'InternalFailure',
        answer.message ?? answer.Message,
        status,
      );
    },
    close: () => agent.destroy(),
  };
};
