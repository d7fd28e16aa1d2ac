import { AwsError } from '../aws.ts';
import type { ApiRequest, Call, Operations, Protocol, Service, WireAnswer } from './service.ts';

const json = (body: Buffer): unknown => {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
};

/** AWS JSON 1.0 and 1.1: the operation is in `X-Amz-Target`. */
export const jsonProtocol = (version: '1.0' | '1.1', namespace = ''): Protocol => {
  const headers = (requestId: string) => ({
    'content-type': `application/x-amz-json-${version}`,
    'x-amzn-requestid': requestId,
  });
  return {
    parse: ({ headers: { 'x-amz-target': target = '' }, body }) => ({
      operation: String(target).split('.').at(-1) ?? '',
      input: json(body),
    }),
    answer: (_operation, result, requestId) => ({
      status: 200,
      headers: headers(requestId),
      body: JSON.stringify(result ?? {}),
    }),
    error: ({ code, message, status, fields }, requestId) => ({
      status,
      headers: headers(requestId),
      body: JSON.stringify({ __type: `${namespace}${code}`, message, Message: message, ...fields }),
    }),
  };
};

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Renders a value as the query protocol does: lists as `<member>`, nothing for undefined. */
export const toXml = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => `<member>${toXml(one)}</member>`).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => `<${name}>${toXml(one)}</${name}>`)
      .join('');
  return escapeXml(String(value));
};

/** `A.member.1.B=x` as `{A: [{B: 'x'}]}`; `entry` maps too. */
const nested = (parameters: Iterable<[string, string]>): Record<string, unknown> => {
  const root: Record<string, unknown> = {};
  for (const [path, value] of parameters) {
    const steps = path.split('.').filter((step) => step !== 'member' && step !== 'entry');
    let place = root;
    for (const step of steps.slice(0, -1)) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    place[steps.at(-1) ?? ''] = value;
  }
  return lists(root) as Record<string, unknown>;
};

const lists = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))
    ? entries.sort(([left], [right]) => Number(left) - Number(right)).map(([, one]) => lists(one))
    : Object.fromEntries(entries.map(([key, one]) => [key, lists(one)]));
};

/** The query protocol: a form in, XML out. */
export const queryProtocol = (namespace: string): Protocol => {
  const wire = (status: number, body: string, requestId: string): WireAnswer => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  });
  return {
    parse({ body }) {
      const { Action = '', Version: _version, ...input } = nested(new URLSearchParams(body.toString('utf8')));
      return { operation: String(Action), input };
    },
    answer: (operation, result, requestId) =>
      wire(
        200,
        `<${operation}Response xmlns="${namespace}"><${operation}Result>${toXml(result)}</${operation}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
        requestId,
      ),
    error: ({ code, message, status }, requestId) =>
      wire(
        status,
        `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
          `<Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
      ),
  };
};

const find = <Input>(operations: Operations<Input>, call: Call<Input>) => {
  const found = operations[call.operation];
  if (!found)
    throw new AwsError(
      'UnknownOperationException',
      `The local cloud does not know the operation ${call.operation}.`,
    );
  return found;
};

/** A service made of named operations. */
export const serviceOf = <Input>(protocol: Protocol, operations: Operations<Input>): Service<Input> => ({
  protocol,
  accesses: (call) => find(operations, call).needs(call.input, call),
  handle: (call) => find(operations, call).run(call.input, call),
});

/** The access key and the signing name in a request's signature; undefined for an unsigned one. */
export const signatureOf = ({
  headers,
  url,
}: ApiRequest): { accessKeyId: string; service: string } | undefined => {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? url.searchParams.get('X-Amz-Credential');
  const [accessKeyId, , , service] = credential?.split('/') ?? [];
  return accessKeyId && service ? { accessKeyId, service } : undefined;
};
