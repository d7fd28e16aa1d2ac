import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directory } from '../../../shared/aws/directory.ts';
import { directoryWriter } from '../../../shared/aws/directory-writer.ts';
import type { Table } from '../../../shared/aws/dynamodb.ts';
import { deploymentActor } from '../../../shared/desk/actors.ts';
import { type Founding, foundDesk } from '../../../shared/desk/directory/found-desk.ts';
import { morning } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const eva = { address: 'Eva@acme.example', name: 'Eva', language: 'es', timeZone: 'Europe/Madrid' } as const;
const founding: Founding = { supervisor: eva, machines: [{ clientId: 'abc123', name: 'billing' }] };

const by = { actor: deploymentActor, at: morning };

let dynamodb: TestDynamoDb;
let table: Table;
const found = (of: Founding) =>
  foundDesk({ directory: directory(table), write: directoryWriter(table), now: () => morning }, of);
const user = (name: string) => directory(table).user(name);

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
beforeEach(async () => {
  table = await dynamodb.table();
});
afterAll(() => dynamodb.stop());

describe('a desk that nobody is in yet', () => {
  it('lets its first supervisor and its programs in', async () => {
    await found(founding);

    expect(await user('eva@acme.example')).toMatchObject({ kind: 'person', name: 'Eva', enabled: true });
    expect(await user('client:abc123')).toMatchObject({ kind: 'machine', accountId: null, enabled: true });
    const [person] = await directory(table).people();
    expect(person).toMatchObject({ roles: ['supervisor'], languages: ['es'] });
    expect(await directory(table).calendar(person?.calendarId ?? '')).not.toBeNull();
  });

  it('has the usual business hours, each with its holidays', async () => {
    await found({ supervisor: null, machines: [] });

    const calendars = await directory(table).calendars();
    expect(calendars.map(({ calendarId }) => calendarId).sort()).toEqual([
      'madrid',
      'uk',
      'us-eastern',
      'us-pacific',
    ]);
    for (const { versions } of calendars) expect(versions[0]?.closedDates).toContain('2027-01-01');
  });
});

describe('a desk that is founded again', () => {
  it('stays as it is: every deployment says the same once more', async () => {
    await found(founding);
    const before = await directory(table).people();

    await found(founding);

    expect(await directory(table).people()).toEqual(before);
  });

  it('gives every calendar the holidays that became known, and changes nothing else of it', async () => {
    await found(founding);
    const before = await directory(table).calendar('madrid');
    const version = before?.versions[0];
    if (before == null || version === undefined) throw new Error('There are no business hours.');
    const closedDates = version.closedDates.filter((date) => date < '2028');
    const known = { ...version, closedDates, holidaysKnownUntil: '2027-12-31' };
    const value = { ...before, name: 'Ours', versions: [known], version: 2 };
    await directoryWriter(table).putCalendar({ value, before, by });

    await found(founding);

    expect(await directory(table).calendar('madrid')).toEqual({ ...before, name: 'Ours', version: 3 });
  });

  it('lets nobody back in who was shut out', async () => {
    await found(founding);
    const [person] = await directory(table).people();
    if (person === undefined) throw new Error('Nobody was let in.');
    const value = { ...person, enabled: false, version: person.version + 1 };
    await directoryWriter(table).putPerson({ value, before: person, by });

    await found(founding);

    expect(await user('eva@acme.example')).toMatchObject({ enabled: false });
  });
});
