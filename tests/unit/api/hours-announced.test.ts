import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const supervisor = 'supervisor@guardia.example';
let dynamodb: TestDynamoDb;
let given: TestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
});
afterAll(() => dynamodb.stop());

it('a customer sees that their manager’s hours will change before they do («de vez en cuando»)', async () => {
  const changeOf = async () =>
    (await given.call('ana@acme.example', 'GET', '/accounts/acme')).body.tam.hoursChangeOn;
  expect(await changeOf()).toBeNull();
  const { calendarId } = (await given.desk.directory.person('tam')) ?? { calendarId: '' };
  const before = await given.desk.directory.calendar(calendarId);
  if (before === null) throw new Error('The manager has no hours.');
  const { name, versions } = before;
  const { timeZone = '', holidays } = versions[0] ?? {};
  const weekly = [{ days: ['monday', 'friday'], opens: '10:00', closes: '14:00' }];

  const saved = await given.call(supervisor, 'PUT', `/calendars/${calendarId}`, {
    body: { name, hours: { timeZone, always: false, holidays, weekly }, effectiveFrom: '2026-12-07' },
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);

  expect(await changeOf()).toBe('2026-12-07');
  given.clock.advance(14 * 24 * 60);
  expect(await changeOf()).toBeNull();
});
