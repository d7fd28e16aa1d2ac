import * as z from 'zod';
import { routes } from './index.ts';
import { id, Problem, type Route } from './route.ts';

type Json = Record<string, unknown>;

/** What belongs together, in a sentence. */
const tags: Readonly<Record<(typeof routes)[keyof typeof routes]['tag'], string>> = {
  accounts: 'Customers, their contacts and their terms.',
  'data rights': 'Copies of an account’s data, erasure of a person, legal hold.',
  audit: 'Who changed what besides cases.',
  people: 'The desk’s own people.',
  'machine clients': 'Programs that call the API, and for which account.',
  'on call': 'Who is on call, when, and how they are reached.',
  calendars: 'Business hours, effective from a date on.',
  rules: 'How owners are found, and which alarms open cases.',
  'canned answers': 'Prepared answers in both languages.',
  webhooks: 'Where an account’s events are sent, and how that went.',
  reports: 'How the contract was kept.',
  cases: 'From submission to mutual closing.',
  attachments: 'Files travel by short-lived addresses, never through the API.',
  quarantine: 'Mail that nobody vouches for yet.',
  public: 'What needs no sign-in, because a signed link proves it.',
  critical: 'Critical issues: hotline, callback, updates, workaround and end.',
  me: 'Who the caller is.',
};

/** Turns schemas into JSON Schema, collecting those with a name of their own (`meta({ id })`) once. */
function collector() {
  const named: Record<string, unknown> = {};
  const schema = (of: z.ZodType, io: 'input' | 'output'): Json => {
    const json = z.toJSONSchema(of, { target: 'draft-2020-12', io, unrepresentable: 'any' });
    const text = JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { $schema: _, $defs = {}, id: __, ...rest } = JSON.parse(text) as Json;
    for (const [name, { id: ___, ...definition }] of Object.entries($defs as Record<string, Json>)) {
      named[name] = definition;
    }
    return rest;
  };
  return { named, schema };
}

type Schema = ReturnType<typeof collector>['schema'];

/** The OpenAPI 3.1 document of the API, from the very schemas that validate its requests. */
export function openApiDocument(server: string): Json {
  const { named, schema } = collector();
  const problem = schema(Problem, 'output');
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries(routes) as [string, Route][]) {
    const at = `/v1${route.path}`;
    paths[at] = { ...paths[at], [route.method]: operation(operationId, route, schema) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Guardia',
      version: '1.0.0',
      description:
        'The support desk of an e-mail platform. Errors are problem documents (RFC 9457); lists go on with `cursor`; times are UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { ...named, Problem: problem },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the desk’s user pool.',
        },
      },
    },
  };
}

function operation(operationId: string, route: Route, schema: Schema): Json {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    parameter(String(name), 'path', true, name === route.creates ? schema(id, 'input') : { type: 'string' }),
  );
  const query = Object.entries(route.query?.shape ?? {}).map(([name, of]) => {
    const required = !(of as z.ZodType).safeParse(undefined).success;
    return parameter(name, 'query', required, schema(of as z.ZodType, 'input'));
  });
  const headers = [
    ...(route.idempotent === true
      ? [parameter('Idempotency-Key', 'header', false, { type: 'string', maxLength: 200 })]
      : []),
    ...(route.versioned === true ? [parameter('If-Match', 'header', false, { type: 'string' })] : []),
  ];
  return {
    operationId,
    summary: route.summary,
    description: description(route),
    tags: [route.tag],
    security: route.callers.length === 0 ? [] : [{ token: [] }],
    ...(path.length + query.length + headers.length > 0
      ? { parameters: [...path, ...query, ...headers] }
      : {}),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schema(route.body, 'input') } },
          },
        }),
    responses: {
      [route.status]: {
        description: route.summary,
        ...(route.status === 204
          ? {}
          : {
              content: {
                'application/json': { schema: schema(route.answer, 'output') },
                ...(route.html === true ? { 'text/html': { schema: { type: 'string' } } } : {}),
              },
            }),
      },
      '4XX': {
        description: 'What is wrong and what to do',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function description({ callers, scope }: Route): string {
  if (callers.length === 0) return 'Public: proved by the link itself.';
  return `For: ${callers.join(', ')}.${scope === undefined ? '' : ` Scope of a machine: ${scope}.`}`;
}

function parameter(name: string, place: 'path' | 'query' | 'header', required: boolean, of: Json): Json {
  return { name, in: place, required, schema: of };
}
