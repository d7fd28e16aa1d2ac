import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../functions/api/app.ts';
import { param } from '../../../functions/api/operation.ts';
import { principals } from '../../../functions/api/principal.ts';
import { caseRoutes } from '../../../shared/contracts/api/cases.ts';
import { type OperationId, routes } from '../../../shared/contracts/api/index.ts';
import type { Route } from '../../../shared/contracts/api/route.ts';
import { deploymentActor } from '../../../shared/desk/actors.ts';
import { openCase } from '../../../shared/desk/open-case.ts';
import { readOriginal } from '../../../shared/desk/read-original.ts';
import { described } from '../../../shared/desk/submit-case.ts';
import { termsOf } from '../../../shared/desk/terms-of.ts';
import { decideOpen } from '../../../shared/domain/case/open.ts';
import { claimsOf, type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { validBodies } from '../api/valid-bodies.ts';

/** Whatever state a case is in, who may not see it hears the same as if it had never been. */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let original: (user: string, path: string) => Promise<Response>;
const hidden: Record<string, string> = {};

const [ana, gus, agent] = ['ana@acme.example', 'gus@globex.example', 'agent@guardia.example'];
const secret = 'Nobody else reads this';
const neverWas = '0'.repeat(26);

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  await given.desk.write.putMachine({
    value: { clientId: 'globex-machine', accountId: 'globex', name: 'Globex', enabled: true, version: 1 },
    before: null,
    by: { actor: deploymentActor, at: given.clock.now() },
  });
  const act = async (method: string, path: string, body: object, user = agent) => {
    const answer = await given.call(user, method, path, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const submit = async () => act('POST', '/cases', { subject: secret, description: secret }, ana);
  const open = await submit();
  const closed = await submit();
  await act('POST', `/cases/${closed.caseId}/closure-proposals`, { summary: secret });
  await act('POST', `/cases/${closed.caseId}/closure-proposals/current/answer`, { agreed: true }, ana);
  const merged = await submit();
  await act('POST', `/cases/${merged.caseId}/merge`, { into: open.caseId });
  const quarantined = await stranger();
  const discarded = await stranger();
  await act('POST', `/quarantine/${discarded}/discard`, { reason: 'Spam.' });
  const released = await stranger();
  await act('POST', `/quarantine/${released}/release`, { accountId: 'acme' });
  Object.assign(hidden, {
    'another account’s open case': open.caseId,
    'the same by its number': open.number,
    'another account’s closed case': closed.caseId,
    'another account’s merged case': merged.caseId,
    'a case in quarantine': quarantined,
    'a discarded case': discarded,
    'a case released into another account': released,
  });
  original = readingOriginals();
});
afterAll(() => dynamodb.stop());

async function stranger(): Promise<string> {
  const { desk } = given;
  const terms = await termsOf(desk, null);
  const requester = { address: 'eve@globex.example', name: secret };
  const message = described({ requester, text: secret, subject: secret, files: [] });
  const result = await openCase(desk, {
    markers: () => [],
    decide: ({ number }) =>
      decideOpen(
        {
          number,
          accountId: null,
          subject: secret,
          category: 'information',
          severity: 'non-critical',
          channel: 'email',
          language: 'en',
          requester,
          parties: [],
          quarantine: 'unauthenticated-sender',
          message,
        },
        { now: desk.now(), actor: { kind: 'stranger', id: requester.address, name: secret }, terms },
      ),
  });
  return 'opened' in result ? result.opened.caseId : '';
}

/** The route that `functions/read-original` answers. */
function readingOriginals() {
  const bucket = { read: async () => Buffer.from(secret), download: async () => secret };
  const desk = { ...given.desk, rawMail: bucket, rawUrls: bucket };
  const app = createApp({
    routes: { readOriginal: caseRoutes.readOriginal },
    handlers: {
      readOriginal: (request) =>
        readOriginal(desk, request.principal, {
          caseId: param(request, 'caseId'),
          seq: param(request, 'seq'),
          remoteContent: 'blocked',
        }),
    },
    principalOf: principals(desk.directory, () => Date.parse(desk.now())),
    commandUses: desk.commandUses,
    now: desk.now,
    logger: { error: (...logged) => expect.unreachable(String(logged[1])) },
  });
  return async (user: string, path: string) =>
    await app.fetch(new Request(`http://desk.test/v1${path}`), {
      claims: claimsOf(user),
      server: 'http://desk.test',
    });
}

const naming = (Object.entries(routes) as [OperationId, Route][]).filter(
  ([, { callers, path }]) => callers.includes('contact') && path.includes('{caseId}'),
);

async function call(user: string, id: OperationId, caseId: string) {
  const route: Route = routes[id];
  const path = route.path.replace('{caseId}', caseId).replace('{seq}', '2').replace('{hash}', 'a'.repeat(64));
  if (id === 'readOriginal') {
    const response = await original(user, path);
    return { status: response.status, text: await response.text(), etag: response.headers.get('etag') };
  }
  const body = validBodies[id];
  const answer = await given.call(user, route.method.toUpperCase(), path, body === undefined ? {} : { body });
  return { status: answer.status, text: JSON.stringify(answer.body), etag: answer.headers.get('etag') };
}

describe('to a contact and to a program of another account', () => {
  it.each(naming)('%s tells no hidden case from one that never was', async (id, route) => {
    const machine = `client:globex-machine https://api.guardia/${route.scope ?? 'none'}`;
    for (const user of [gus, ...(route.callers.includes('machine') ? [machine] : [])]) {
      const nothing = await call(user, id, neverWas);
      expect(nothing.status, nothing.text).toBe(404);
      for (const [what, caseId] of Object.entries(hidden)) {
        const answer = await call(user, id, caseId);
        expect({ ...answer, text: answer.text.replaceAll(caseId, neverWas) }, `${user}: ${what}`).toEqual(
          nothing,
        );
      }
    }
  });

  it.each([
    '/cases?limit=100',
    '/cases?view=open',
    '/cases?view=closed&limit=100',
    '/cases?status=closed',
    '/cases?status=quarantined',
    '/cases?owner=agent',
    '/cases?q=nobody',
    '/cases?q=eve',
    '/cases?q=globex.example',
  ])('GET %s counts and lists none of them', async (path) => {
    expect((await given.call(gus, 'GET', path)).body).toEqual({ items: [], nextCursor: null });
  });

  it.each(['unassigned', 'mine', 'due-within-hour', 'waiting-on-customer', 'breached', 'quarantined'])(
    'the desk’s view %s is shut',
    async (view) => {
      expect((await given.call(gus, 'GET', `/cases?view=${view}`)).status).toBe(403);
    },
  );

  it('a cursor of another list opens nothing', async () => {
    const { body } = await given.call(agent, 'GET', '/cases?account=acme&limit=1');

    expect(body.nextCursor).not.toBeNull();
    expect((await given.call(gus, 'GET', `/cases?cursor=${body.nextCursor}`)).status).toBe(400);
  });
});
