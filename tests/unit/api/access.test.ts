import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OperationId, routes } from '../../../shared/contracts/api/index.ts';
import type { Caller, Route } from '../../../shared/contracts/api/route.ts';
import { authoriseCall } from '../../../shared/domain/access/policy.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

/**
 * Every route of the contract x every kind of caller x their own account or another one: generated from the
 * contract, so that a new route is in it by itself.
 */
const operations = Object.entries(routes) as [OperationId, Route][];
const users: Record<Caller, string> = {
  contact: 'gus@globex.example',
  agent: 'agent@guardia.example',
  representative: 'representative@guardia.example',
  supervisor: 'supervisor@guardia.example',
  tam: 'tam@guardia.example',
  machine: 'client:globex-machine',
};
const scopes = ['cases:read', 'cases:write', 'desk:read', 'desk:write'] as const;

let dynamodb: TestDynamoDb;
let given: TestDesk;
let ids: Record<string, string>;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  await given.desk.write.putUser({
    username: 'client:globex-machine',
    kind: 'machine',
    id: 'globex-machine',
    accountId: 'globex',
    name: 'Globex',
    address: '',
    enabled: true,
  });
  const ana = 'ana@acme.example';
  const { body } = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'Acme alone', description: 'Nobody else reads this.' },
  });
  const hook = await given.call(ana, 'POST', '/webhooks', {
    body: { url: 'https://hooks.acme.example/', eventTypes: [] },
  });
  const exported = await given.call(users.supervisor, 'POST', '/accounts/acme/exports');
  ids = {
    caseId: body.caseId,
    accountId: 'acme',
    contactId: 'ana',
    channelId: 'none',
    calendarId: 'madrid',
    answerId: 'hello',
    webhookId: hook.body.webhookId,
    deliveryId: 'none',
    exportId: exported.body.exportId,
    seq: '2',
    hash: 'a'.repeat(64),
    token: 'none',
  };
});
afterAll(() => dynamodb.stop());

/** The route on Acme's data; where it is about one of the desk's people, on the caller's own. */
function pathOf({ path }: Route, user: string | null): string {
  const personId = user?.includes('@guardia') ? user.slice(0, user.indexOf('@')) : 'agent';
  const all: Record<string, string> = { ...ids, personId };
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => all[name] ?? 'none');
}
const call = (user: string | null, route: Route) =>
  given.call(
    user,
    route.method.toUpperCase(),
    pathOf(route, user),
    route.body === undefined ? {} : { body: {} },
  );
const scoped = (user: string, scope: string | undefined) =>
  user.startsWith('client:') ? `${user} https://api.guardia/${scope ?? 'none'}` : user;

const served = operations.filter(([id]) => id !== 'readOriginal');
const closed = served.filter(([, { callers }]) => callers.length > 0);
const matrix = closed.flatMap(([id, route]) =>
  (Object.keys(users) as Caller[]).map((caller) => ({
    id,
    route,
    caller,
    allowed: route.callers.includes(caller) && (caller !== 'machine' || route.scope !== undefined),
  })),
);

describe('a route', () => {
  it.each(closed)('%s is shut without a token', async (_id, route) => {
    expect((await call(null, route)).status).toBe(401);
  });

  it.each(matrix.filter(({ allowed }) => !allowed))('$id is shut to a $caller', async ({ route, caller }) => {
    const { status, body } = await call(scoped(users[caller], route.scope), route);

    expect({ status, code: body.code }).toEqual({
      status: 403,
      code: caller === 'machine' ? 'scope-missing' : 'role-missing',
    });
  });

  it.each(matrix.filter(({ allowed }) => allowed))(
    '$id lets a $caller in, or says what is wrong with the request',
    async ({ route, caller }) => {
      const { status, body } = await call(scoped(users[caller], route.scope), route);

      expect(status, JSON.stringify(body)).not.toBe(401);
      expect(['role-missing', 'scope-missing']).not.toContain(body?.code);
    },
  );

  it.each(closed.filter(([, { callers, scope }]) => callers.includes('machine') && scope !== undefined))(
    '%s asks a machine for the very scope that it names',
    (_id, route) => {
      const machine = (granted: readonly string[]) => ({
        id: 'm',
        name: 'm',
        address: '',
        kind: 'machine' as const,
        roles: [],
        accountId: 'globex',
        scopes: granted,
      });
      const others = scopes.filter((scope) => scope !== route.scope);

      expect(() => authoriseCall(machine(others), route)).toThrow(/scope/);
      expect(() => authoriseCall(machine([String(route.scope)]), route)).not.toThrow();
    },
  );
});

describe('another account’s data', () => {
  /** A body that each of these routes takes, so that nothing but the account can be in the way. */
  const bodies: Partial<Record<OperationId, object>> = {
    classifyCase: { severity: 'critical', reason: 'Ours now.' },
    postMessage: { body: 'Let me in.' },
    proposeClosure: { summary: 'Closed by a stranger.' },
    answerClosure: { agreed: true },
    escalateCase: { reason: 'Mine now.' },
    reopenCase: { reason: 'Mine now.' },
    setCadence: { minutes: 30 },
    measureUnavailability: { ledger: [{ second: 1_795_000_000, vantagePoint: 'madrid' }] },
    correctVitalInformation: {
      companyName: 'Globex',
      contactName: 'Gus',
      contactPhone: '+12125550142',
      contactEmail: 'gus@globex.example',
      description: 'Call me instead.',
    },
  };
  const naming = matrix.filter(
    ({ route, caller, allowed }) =>
      allowed &&
      (caller === 'contact' || caller === 'machine') &&
      /\{(caseId|accountId|webhookId)\}/.test(route.path),
  );

  it.each(naming)('does not exist for a $caller who calls $id', async ({ id, route, caller }) => {
    const before = await given.desk.cases.read(ids.caseId ?? '');
    const body = bodies[id];
    if (route.body !== undefined && body === undefined) {
      throw new Error(`Give ${id} a valid body here, or its answer says nothing.`);
    }
    const answer = await given.call(
      scoped(users[caller], route.scope),
      route.method.toUpperCase(),
      pathOf(route, null),
      body === undefined ? {} : { body },
    );

    expect(answer.status, JSON.stringify(answer.body)).toBe(404);
    expect(JSON.stringify(answer.body)).not.toContain('Acme alone');
    expect(await given.desk.cases.read(ids.caseId ?? '')).toEqual(before);
  });

  it('is in no list and no search of theirs', async () => {
    for (const path of ['/cases', '/cases?q=acme', '/cases?view=closed', '/webhooks']) {
      const { body } = await given.call(users.contact, 'GET', path);
      expect(body.items, path).toEqual([]);
    }
    expect((await given.call(users.contact, 'GET', '/cases?account=acme')).status).toBe(404);
  });
});
