import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrationRoutes } from '../../../functions/administration/routes/index.ts';
import { apiRoutes } from '../../../functions/api/routes/index.ts';
import { originalRoutes } from '../../../functions/read-original/routes.ts';
import { type OperationId, routes } from '../../../shared/contracts/api/index.ts';
import type { Caller, Route } from '../../../shared/contracts/api/route.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { accountData, type Ids, machines } from './account-data.ts';
import { validBodies } from './valid-bodies.ts';

/**
 * Every route of every function x every kind of caller x their own account or another one: generated from the
 * contract, so that a new route is in it by itself.
 */
const operations = Object.entries(routes) as [OperationId, Route][];
const users: Record<Caller, string> = {
  contact: 'gus@globex.example',
  agent: 'agent@guardia.example',
  representative: 'representative@guardia.example',
  supervisor: 'supervisor@guardia.example',
  tam: 'tam@guardia.example',
  machine: machines.globex,
};
const scopes = ['cases:read', 'cases:write', 'desk:read', 'desk:write'] as const;

let dynamodb: TestDynamoDb;
let given: TestDesk;
let acme: Ids;
let globex: Ids;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  acme = await accountData(given, { accountId: 'acme', contact: 'ana@acme.example' });
  globex = await accountData(given, { accountId: 'globex', contact: users.contact });
  await given.call(users.supervisor, 'PUT', '/machine-clients/desk-machine', {
    body: { name: 'Machine of the desk', accountId: null, enabled: true },
  });
});
afterAll(() => dynamodb.stop());

/** The route on an account's data; where it is about one of the desk's people, on the caller's own. */
function pathOf({ path }: Route, ids: Ids, user: string | null): string {
  const personId = user?.includes('@guardia') ? user.slice(0, user.indexOf('@')) : 'agent';
  const all: Record<string, string> = { ...ids, personId };
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => all[name] ?? 'none');
}
const call = (user: string | null, route: Route, ids: Ids, body: object = {}) =>
  given.call(
    user,
    route.method.toUpperCase(),
    pathOf(route, ids, user),
    route.body === undefined ? {} : { body },
  );
const scoped = (user: string, granted: readonly string[]) =>
  user.startsWith('client:')
    ? [user, ...granted.map((scope) => `https://api.guardia/${scope}`)].join(' ')
    : user;

const closed = operations.filter(([, { callers }]) => callers.length > 0);
const matrix = closed.flatMap(([id, route]) =>
  (Object.keys(users) as Caller[]).map((caller) => ({
    id,
    route,
    caller,
    // The machine of the matrix is a customer's: the desk's scopes are walked below.
    allowed:
      route.callers.includes(caller) && (caller !== 'machine' || route.scope?.startsWith('cases:') === true),
  })),
);

it('every route of the contract is served by one function, and walked here', () => {
  const served = [apiRoutes, administrationRoutes, originalRoutes].flatMap(Object.keys);

  expect(served.sort()).toEqual(Object.keys(routes).sort());
});

describe('a route', () => {
  it.each(closed)('%s is shut without a token', async (_id, route) => {
    expect((await call(null, route, acme)).status).toBe(401);
  });

  it.each(matrix.filter(({ allowed }) => !allowed))(
    '$id is shut to a $caller, whatever their token allows',
    async ({ route, caller }) => {
      const { status, body } = await call(scoped(users[caller], scopes), route, globex);

      expect({ status, code: body.code }).toEqual({
        status: 403,
        code: caller === 'machine' ? 'scope-missing' : 'role-missing',
      });
    },
  );

  it.each(matrix.filter(({ caller, allowed }) => allowed && caller === 'machine'))(
    '$id is shut to a machine without the very scope that it names',
    async ({ route }) => {
      const others = scopes.filter((scope) => scope !== route.scope);

      for (const granted of [[], others]) {
        const { status, body } = await call(scoped(machines.globex, granted), route, globex);
        expect({ status, code: body.code }).toEqual({ status: 403, code: 'scope-missing' });
      }
    },
  );

  it.each(matrix.filter(({ allowed }) => allowed))(
    '$id lets a $caller in, or says what is wrong with the request',
    async ({ route, caller }) => {
      const { status, body } = await call(scoped(users[caller], [String(route.scope)]), route, acme);

      expect(status, JSON.stringify(body)).not.toBe(401);
      expect(['role-missing', 'scope-missing']).not.toContain(body?.code);
    },
  );
});

describe('a program of the desk', () => {
  const ofTheDesk = closed.filter(([, { scope }]) => scope?.startsWith('desk:'));

  it.each(ofTheDesk)('is let into %s by the scope that it names, and by no other', async (_id, route) => {
    const others = scopes.filter((scope) => scope !== route.scope);
    const shut = await call(scoped(machines.desk, others), route, globex);
    const open = await call(scoped(machines.desk, [String(route.scope)]), route, globex);

    expect({ status: shut.status, code: shut.body.code }).toEqual({ status: 403, code: 'scope-missing' });
    expect([401, 403]).not.toContain(open.status);
  });

  it('reads people, hours and quarantine', async () => {
    const program = scoped(machines.desk, ['desk:read']);
    const answers = await Promise.all(
      ['/people', '/calendars', '/quarantine', '/accounts'].map((path) => given.call(program, 'GET', path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

/** Routes that name something of an account, for those who belong to one. */
const naming = matrix.filter(
  ({ route, caller, allowed }) =>
    allowed &&
    (caller === 'contact' || caller === 'machine') &&
    /\{(caseId|accountId|webhookId)\}/.test(route.path),
);
function bodyOf(id: OperationId, route: Route): object | undefined {
  const body = validBodies[id];
  if (route.body !== undefined && body === undefined) {
    throw new Error(`Give ${id} a valid body in valid-bodies.ts, or its answer says nothing.`);
  }
  return body;
}

describe('another account’s data', () => {
  it.each(naming)(
    'does not exist for a $caller who calls $id (FreeScout CVE-2026-40591)',
    async ({ id, route, caller }) => {
      const before = await given.desk.cases.read(acme.caseId);
      const user = scoped(users[caller], [String(route.scope)]);
      const answer = await call(user, route, acme, bodyOf(id, route));

      expect(answer.status, JSON.stringify(answer.body)).toBe(404);
      expect(JSON.stringify(answer.body)).not.toContain('acme alone');
      expect(await given.desk.cases.read(acme.caseId)).toEqual(before);
    },
  );

  it('is in no list and no search of theirs', async () => {
    for (const path of ['/cases?limit=100', '/cases?q=alone', '/cases?view=closed', '/webhooks']) {
      for (const user of [users.contact, scoped(machines.globex, ['cases:read'])]) {
        const { body } = await given.call(user, 'GET', path);
        const accounts = body.items.map(({ accountId }: { accountId: string }) => accountId);
        expect(
          accounts.filter((accountId: string) => accountId !== 'globex'),
          path,
        ).toEqual([]);
      }
    }
    expect((await given.call(users.contact, 'GET', '/cases?account=acme')).status).toBe(404);
  });
});

/** What the state of the case refuses, by name: a conflict that is not in here hides something. */
const statesInTheWay: Record<string, { status?: number; code: string }> = {
  'answerClosure contact': { code: 'own-closure-proposal' },
  'answerClosure machine': { code: 'own-closure-proposal' },
  'proposeClosure machine': { code: 'closure-already-proposed' },
  'failWorkaround contact': { code: 'no-workaround' },
  'failWorkaround machine': { code: 'no-workaround' },
  'rateCase contact': { code: 'not-closed-by-agreement' },
  'reopenCase contact': { code: 'case-not-closed' },
  'reopenCase machine': { code: 'case-not-closed' },
  // The contact took it away a moment before.
  'deleteWebhook machine': { status: 404, code: 'webhook-not-found' },
};

describe('their own account’s data', () => {
  // Deleting comes last, so that the other routes find what they name.
  const inOrder = [...naming].sort(
    (a, b) => Number(a.route.method === 'delete') - Number(b.route.method === 'delete'),
  );

  it.each(inOrder)('is there for a $caller who calls $id', async ({ id, route, caller }) => {
    const user = scoped(users[caller], [String(route.scope)]);
    const { status, body } = await call(user, route, globex, bodyOf(id, route));

    const inTheWay = statesInTheWay[`${id} ${caller}`];
    if (inTheWay === undefined) expect(status, JSON.stringify(body)).toBeLessThan(300);
    else expect({ status, code: body.code }).toMatchObject(inTheWay);
  });
});
