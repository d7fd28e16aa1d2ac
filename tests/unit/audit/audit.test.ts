import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  given.clock.advance(1);
});

const [ana, agent, supervisor] = ['ana@acme.example', 'agent@guardia.example', 'supervisor@guardia.example'];
const trail = async (query = '') =>
  (await given.call(supervisor, 'GET', `/audit?limit=100${query}`)).body.items;
/** The newest line, which a request has just added. */
const newest = async () => (await trail())[0];

/** What is kept by people besides cases, and a change of each. */
async function changes(): Promise<readonly { method: string; path: string; body: object; kind: string }[]> {
  const read = async (path: string) => (await given.call(supervisor, 'GET', path)).body;
  const without = (value: Record<string, unknown>, ...names: string[]) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  const account = without(await read('/accounts/acme'), 'accountId', 'legalHold', 'version', 'tam');
  const schedule = without(await read('/on-call/schedule'), 'version');
  const person = (await read('/people')).items.find(
    ({ personId }: { personId: string }) => personId === 'agent2',
  );
  const hours = {
    timeZone: 'Europe/Madrid',
    always: true,
    weekly: [],
    holidays: { country: null, region: null, add: [], remove: [] },
  };
  return [
    { method: 'PUT', kind: 'account', path: '/accounts/acme', body: { ...account, name: 'Acme' } },
    {
      method: 'PUT',
      kind: 'account',
      path: '/accounts/acme/legal-hold',
      body: { held: true, reason: 'A court.' },
    },
    {
      method: 'PUT',
      kind: 'contact',
      path: '/accounts/acme/contacts/luz',
      body: {
        name: 'Luz',
        phone: null,
        language: 'es',
        timeZone: 'Europe/Madrid',
        enabled: true,
        addresses: [{ address: 'luz@acme.example', verified: true }],
      },
    },
    {
      method: 'PUT',
      kind: 'person',
      path: '/people/agent2',
      body: { ...without(person, 'personId', 'version', 'channels', 'openNow'), skills: ['dkim'] },
    },
    {
      method: 'PUT',
      kind: 'machine',
      path: '/machine-clients/billing',
      body: { name: 'Billing', accountId: 'acme', enabled: true },
    },
    { method: 'PUT', kind: 'rules', path: '/rules', body: { assignment: 'by-hand', alarms: [] } },
    {
      method: 'PUT',
      kind: 'canned-answer',
      path: '/canned-answers/hello',
      body: { title: 'Hello', es: 'Hola', en: 'Hello' },
    },
    { method: 'PUT', kind: 'schedule', path: '/on-call/schedule', body: { ...schedule, name: 'Nights' } },
    {
      method: 'POST',
      kind: 'webhook',
      path: '/webhooks',
      body: { url: 'https://hooks.acme.example/secret', eventTypes: [], accountId: 'acme' },
    },
    { method: 'PUT', kind: 'calendar', path: '/calendars/nights', body: { name: 'Nights', hours } },
  ];
}

describe('the audit trail', () => {
  it('has one line for each change besides cases: who, when and what', async () => {
    for (const { method, path, body, kind } of await changes()) {
      given.clock.advance(1);
      const before = (await trail()).length;
      const { status, body: answer } = await given.call(supervisor, method, path, { body });
      expect(status, `${path} ${JSON.stringify(answer)}`).toBeLessThan(300);

      expect((await trail()).length, path).toBe(before + 1);
      expect(await newest(), path).toMatchObject({
        at: given.clock.now(),
        actor: { kind: 'supervisor', id: 'supervisor' },
        subject: { kind },
      });
    }
  });

  it('says what a field was and what it became, and leaves out the others', async () => {
    await given.call(supervisor, 'PUT', '/rules', { body: { assignment: 'by-hand', alarms: [] } });
    given.clock.advance(1);
    await given.call(supervisor, 'PUT', '/rules', { body: { assignment: 'round-robin', alarms: [] } });

    expect((await newest()).fields).toEqual({ assignment: { before: 'by-hand', after: 'round-robin' } });
  });

  it('keeps nothing of a refused change, nor of one that changes nothing', async () => {
    const before = (await trail()).length;
    await given.call(supervisor, 'PUT', '/rules', {
      body: { assignment: 'by-hand', alarms: [] },
      headers: { 'if-match': '"7"' },
    });
    await given.call(ana, 'PUT', '/me/preferences', { body: { language: 'es', timeZone: 'Europe/Madrid' } });

    expect((await trail()).length).toBe(before);
  });

  it('holds nothing that says who a contact is, because nothing leaves it, and no address of a webhook', async () => {
    await given.call(ana, 'PUT', '/me/preferences', { body: { language: 'en', timeZone: 'Europe/Madrid' } });
    for (const { method, path, body } of await changes())
      await given.call(supervisor, method, path, { body });
    await given.call(supervisor, 'POST', '/accounts/acme/contacts/ana/erasure', {
      body: { reason: 'Asked.' },
    });

    const text = JSON.stringify(await trail());
    expect(text).toContain('"id":"ana"');
    for (const word of [
      'ana@acme.example',
      'Ana Garc',
      'luz@acme.example',
      'Luz',
      'hooks.acme.example/secret',
    ]) {
      expect(text).not.toContain(word);
    }
  });

  it('tells who vouched for an address', async () => {
    const fields = { phone: null, language: 'es', timeZone: 'Europe/Madrid', enabled: true, name: 'Luz' };
    const put = (verified: boolean) =>
      given.call(agent, 'PUT', '/accounts/acme/contacts/luz', {
        body: { ...fields, addresses: [{ address: 'luz@acme.example', verified }] },
      });
    await put(false);
    given.clock.advance(1);
    await put(true);

    const standing = (verified: boolean) => [{ verified, undeliverable: false }];
    expect(await newest()).toMatchObject({
      actor: { id: 'agent' },
      fields: { addresses: { before: standing(false), after: standing(true) } },
    });
  });

  it('is read page by page, by account, kind and author', async () => {
    for (const { method, path, body } of await changes()) {
      given.clock.advance(1);
      await given.call(supervisor, method, path, { body });
    }
    const all = await trail();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await given.call(supervisor, 'GET', `/audit?limit=3${cursor}`);
      seen.push(...page.body.items.map(({ auditId }: { auditId: string }) => auditId));
      cursor = page.body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
    } while (cursor !== '');

    expect(seen).toEqual(all.map(({ auditId }: { auditId: string }) => auditId));
    const subjects = async (query: string) =>
      (await trail(query)).map(({ subject }: { subject: { kind: string } }) => subject.kind);
    expect(new Set(await subjects('&account=acme'))).toEqual(
      new Set(['account', 'contact', 'machine', 'webhook']),
    );
    expect(await subjects('&kind=rules')).toEqual(['rules']);
    expect(await subjects('&actor=supervisor')).toHaveLength(10);
  });
});

describe('a legal hold', () => {
  const path = '/accounts/acme/legal-hold';
  const say = (held: boolean, reason: string) =>
    given.call(supervisor, 'PUT', path, { body: { held, reason } });

  it('says to a supervisor why, by whom and since when, and to nobody else', async () => {
    await say(true, 'Case 12/2026.');

    expect((await given.call(supervisor, 'GET', path)).body).toEqual({
      held: true,
      reason: 'Case 12/2026.',
      by: { kind: 'supervisor', id: 'supervisor', name: 'Sara Núñez' },
      at: given.clock.now(),
    });
    expect((await given.call(agent, 'GET', path)).status).toBe(403);
    const shown = JSON.stringify((await given.call(ana, 'GET', '/accounts/acme')).body);
    expect(shown).not.toContain('12/2026');
  });

  it('is lifted with a reason, and both stay on record', async () => {
    await say(true, 'Case 12/2026.');
    given.clock.advance(1);
    await say(false, 'It is over.');

    expect((await given.call(supervisor, 'GET', path)).body).toMatchObject({
      held: false,
      reason: 'It is over.',
    });
    const reasons = (await trail('&account=acme&kind=account')).map(
      ({ fields }: { fields: Record<string, { after: { reason?: string } }> }) => fields.hold?.after.reason,
    );
    expect(reasons.slice(0, 2)).toEqual(['It is over.', 'Case 12/2026.']);
  });

  it('outlives a change of the account', async () => {
    await say(true, 'Case 12/2026.');
    const [change] = await changes();
    await given.call(supervisor, 'PUT', '/accounts/acme', { body: change?.body ?? {} });

    expect((await given.call(supervisor, 'GET', path)).body).toMatchObject({
      held: true,
      reason: 'Case 12/2026.',
    });
  });
});
