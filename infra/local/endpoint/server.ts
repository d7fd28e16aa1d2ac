import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from '../aws.ts';
import type { Role } from '../iam/iam.ts';
import type { Platform } from '../platform.ts';
import { signatureOf } from './protocols.ts';
import { type ApiRequest, isWireAnswer, type Protocol, type Service, type WireAnswer } from './service.ts';

/** Services by the name they are signed with: `dynamodb`, `sqs`, `ses`, ... */
export type Services = Readonly<Record<string, Service>>;

export interface EndpointPorts {
  service(signingName: string): Service | undefined;
  /** Addresses of the endpoint that are no AWS service: where a custom resource leaves its answer. */
  extras(request: ApiRequest): WireAnswer | undefined;
}

export interface Endpoint {
  readonly url: string;
  stop(): Promise<void>;
}

const MAX_BODY = 64 * 1024 * 1024;

const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) request.destroy(new Error('The request is too large.'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
  });

const asAwsError = (error: unknown): AwsError =>
  error instanceof AwsError
    ? error
    : new AwsError(
        'InternalFailure',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
        500,
      );

const write = (response: ServerResponse, { status, headers, body }: WireAnswer): void => {
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  body.pipe(response);
};

/**
 * The one address that every SDK call of every function goes to. The caller is known by its credentials, and
 * each call is checked against that role's policies before the service sees it.
 */
export const startEndpoint = async (platform: Platform, ports: EndpointPorts): Promise<Endpoint> => {
  const { iam, faults, meter } = platform;

  const callerOf = (accessKeyId: string): Role => {
    const caller = iam.roleByAccessKey(accessKeyId);
    if (!caller)
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
        403,
      );
    return caller;
  };

  const answer = async (request: ApiRequest, name: string, service: Service, accessKeyId: string) => {
    const requestId = randomUUID();
    const { protocol } = service;
    try {
      const { operation, input } = protocol.parse(request);
      const call = { operation, input: input as never, caller: callerOf(accessKeyId), request };
      for (const access of service.accesses(call)) iam.authorise(call.caller, access);
      const loseAnswer = await faults.meet(`${name}:${operation}`);
      meter.count(`${name}/${operation}`);
      const result = await service.handle(call);
      loseAnswer();
      return isWireAnswer(result) ? result : protocol.answer(operation, result, requestId);
    } catch (failure) {
      return refuse(protocol, failure, requestId, name);
    }
  };

  const refuse = (protocol: Protocol, failure: unknown, requestId: string, name: string): WireAnswer => {
    const error = asAwsError(failure);
    if (error.status >= 500 || error.status === 403) platform.log(`endpoint/${name}`, error.message);
    return protocol.error(error, requestId);
  };

  const respond = async (message: IncomingMessage): Promise<WireAnswer> => {
    const request: ApiRequest = {
      method: message.method ?? 'GET',
      url: new URL(`http://localhost${message.url ?? '/'}`),
      headers: message.headers,
      body: await readBody(message),
    };
    const extra = ports.extras(request);
    if (extra) return extra;
    const signature = signatureOf(request);
    const service = signature && ports.service(signature.service);
    if (!signature || !service)
      return {
        status: 403,
        headers: { 'content-type': 'text/plain' },
        body: signature
          ? `The local cloud has no service "${signature.service}".`
          : 'The request is not signed.',
      };
    return answer(request, signature.service, service, signature.accessKeyId);
  };

  const server: Server = createServer({ keepAliveTimeout: 0 }, (message, response) => {
    respond(message)
      .then((one) => write(response, one))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  // A frozen function keeps its connections for as long as it stands still.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
