import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { routes } from '../../shared/contracts/api/index.ts';
import { openApiDocument } from '../../shared/contracts/api/openapi.ts';
import { desk, type Route } from '../../shared/contracts/api/route.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly tags: readonly { name: string }[];
  readonly components: { schemas: Record<string, object>; securitySchemes: object };
}

const document = JSON.parse(JSON.stringify(openApiDocument('https://api.example'))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    id: operation.operationId,
    operation,
  })),
);
const declared = Object.entries(routes) as [string, Route][];

/** Every `$ref` in a value. */
function refs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refs);
  if (value === null || typeof value !== 'object') return [];
  const own = '$ref' in value ? [String(value.$ref)] : [];
  return [...own, ...Object.values(value).flatMap(refs)];
}

describe('the OpenAPI document', () => {
  it('is version 3.1 and describes every route of the contract, once', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.map(({ id }) => id).sort()).toEqual(declared.map(([id]) => id).sort());
    expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(declared.length);
  });

  it('has nothing that an OpenAPI linter complains of, with every rule that is recommended', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const found = async (source: object) =>
      (await lintFromString({ source: JSON.stringify(source), absoluteRef: 'openapi.json', config })).map(
        ({ ruleId, message }) => `${ruleId}: ${message}`,
      );

    expect(await found(document)).toEqual([]);
    expect(await found({ ...document, tags: 'none' })).not.toEqual([]);
  });

  it('refers to nothing that it does not define, and defines nothing that nobody refers to', () => {
    const used = new Set(refs(document).map((ref) => ref.replace('#/components/schemas/', '')));

    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('names its tags, and every tag that an operation has', () => {
    const named = document.tags.map(({ name }) => name);

    expect(new Set(operations.flatMap(({ operation }) => operation.tags))).toEqual(new Set(named));
  });

  it('has one path for one thing: no two differ by the name of a parameter alone', () => {
    const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));

    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('holds no schema that is too loose to read: an answer is an object with named fields', () => {
    for (const { id, operation } of operations) {
      const [status = ''] = Object.keys(operation.responses);
      const schema = operation.responses[status]?.content?.['application/json']?.schema ?? null;
      if (status === '204') expect(schema, id).toBeNull();
      else
        expect(Object.keys(schema ?? {}), id).toContain(schema && '$ref' in schema ? '$ref' : 'properties');
    }
  });
});

describe.each(operations)('$id', ({ path, method, operation }) => {
  it('says what it does in one line, and answers errors as problems', () => {
    expect(operation.summary).toMatch(/^[A-Z].{3,120}[^.]$/);
    expect(operation.responses['4XX']?.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
  });

  it('declares each parameter of its path, and no other', () => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = operation.parameters ?? [];

    expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(parameters.filter((one) => one.in === 'path').every(({ required }) => required)).toBe(true);
    expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length);
  });

  it('takes a body where its method has one', () => {
    if (method === 'get' || method === 'delete') expect(operation.requestBody).toBeUndefined();
  });
});

describe('the routes', () => {
  it.each(declared)('%s is public only under /public', (_id, { path, callers }) => {
    expect(callers.length === 0).toBe(path.startsWith('/public/'));
  });

  it.each(declared.filter(([, { callers }]) => callers.includes('machine')))(
    '%s, which machines may call, names the scope that they need or tells them who they are',
    (id, { scope }) => {
      expect(scope !== undefined || id === 'me').toBe(true);
    },
  );

  it.each(declared.filter(([, { status }]) => status === 201))(
    '%s, which creates something, can be repeated without creating it twice',
    (_id, { idempotent }) => {
      expect(idempotent).toBe(true);
    },
  );

  it.each(declared.filter(([, { versioned }]) => versioned === true))(
    '%s, which takes If-Match, replaces something whole',
    (_id, { method }) => {
      expect(method).toBe('put');
    },
  );

  it('keep the on-call schedule, quarantine, rules and reports with the desk', () => {
    const inner = declared.filter(([, { path }]) =>
      /^\/(on-call|quarantine|rules|reports|people)/.test(path),
    );

    for (const [id, { callers, scope }] of inner) {
      const program = scope?.startsWith('desk:') === true;
      expect(
        callers.every((caller) => desk.includes(caller) || (program && caller === 'machine')),
        id,
      ).toBe(true);
    }
  });
});
