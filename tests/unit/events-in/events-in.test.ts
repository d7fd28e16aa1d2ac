import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alarmMemory } from '../../../shared/aws/alarm-memory.ts';
import { AlarmChange, SubmitEvent } from '../../../shared/contracts/events-in.ts';
import { followAlarm, ruleFor } from '../../../shared/desk/events-in/follow-alarm.ts';
import { submitByEvent } from '../../../shared/desk/events-in/submit-by-event.ts';
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
});

const asked = {
  id: 'deploy-4711',
  accountId: 'acme',
  subject: 'Deployment failed',
  description: 'Step 3 of 5 failed.',
};
const submit = (fields: object = {}, source = 'acme.pipeline') =>
  submitByEvent(given.desk, { source, event: SubmitEvent.parse({ ...asked, ...fields }) });
const casesOf = async (user = 'ana@acme.example') => (await given.call(user, 'GET', '/cases')).body.items;

describe('case.submit', () => {
  it('opens a case of the account, in the name of a person who can agree to close it', async () => {
    const { caseId } = await submit();

    const { body } = await given.call('ana@acme.example', 'GET', `/cases/${caseId}`);
    expect(body).toMatchObject({
      subject: 'Deployment failed',
      channel: 'event',
      requester: { address: 'ana@acme.example' },
    });
    const types = (await given.desk.cases.timeline(caseId)).entries.map(({ type }) => type);
    expect(types).toEqual(['case.opened', 'message.received', 'owner.assigned']);
  });

  it('opens one case however often it is sent, months later included', async () => {
    const [first, second] = await Promise.all([submit(), submit()]);
    given.clock.advance(90 * 24 * 60);
    const third = await submit();

    expect(new Set([first.caseId, second.caseId, third.caseId]).size).toBe(1);
    expect(await casesOf()).toHaveLength(1);
  });

  it('tells the same id of another source apart', async () => {
    await submit();
    await submit({}, 'acme.monitoring');

    expect(await casesOf()).toHaveLength(2);
  });

  it('starts the critical clock when it brings the vital information', async () => {
    const vitalInformation = {
      companyName: 'Acme',
      contactName: 'Ana',
      contactPhone: '+34911234567',
      contactEmail: 'ana@acme.example',
    };
    const of = await submit({ severity: 'critical', vitalInformation });

    expect(of.critical?.callbackDueAt).toBe('2026-11-24T09:58:10.000Z');
  });

  it.each([
    { fields: { accountId: 'nowhere' }, because: 'no such account' },
    { fields: { contactId: 'nobody' }, because: 'no such contact' },
  ])('is refused, and opens nothing, with $because', async ({ fields }) => {
    await expect(submit(fields)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await casesOf()).toEqual([]);
  });

  it('names every bad field', () => {
    const result = SubmitEvent.safeParse({ id: '', subject: '', category: 'wish' });

    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'subject',
      'description',
      'category',
      'id',
      'accountId',
    ]);
  });
});

describe('an alarm', () => {
  const state = (value: string, alarmName = 'acme-smtp-errors') =>
    AlarmChange.parse({ alarmName, state: { value, reason: `${value} because of 12 errors` } });
  let count = 0;
  const change = (
    value: string,
    { eventId = `event-${++count}`, alarmName = 'acme-smtp-errors', at = given.clock.now() } = {},
  ) =>
    followAlarm(
      { ...given.desk, alarms: alarmMemory(given.desk.table) },
      {
        eventId,
        at,
        from: '123456789012:eu-west-1',
        alarm: state(value, alarmName),
      },
    );

  it('that rings three times at one moment opens one case, with all three on it', async () => {
    const opened = await Promise.all([change('ALARM'), change('ALARM'), change('ALARM')]);

    expect(await casesOf()).toHaveLength(1);
    expect(new Set(opened.map((of) => of?.caseId)).size).toBe(1);
    const { entries } = await given.desk.cases.timeline(opened[0]?.caseId ?? '');
    expect(entries.filter(({ type }) => type === 'message.received')).toHaveLength(3);
  });

  it('whose ringing arrives after it is quiet again opens nothing', async () => {
    const rang = given.clock.now();
    given.clock.advance(5);
    await change('OK');

    expect(await change('ALARM', { at: rang })).toBeNull();
    given.clock.advance(5);
    expect(await change('ALARM')).not.toBeNull();
  });

  beforeEach(async () => {
    await given.call('supervisor@guardia.example', 'PUT', '/rules', {
      body: {
        assignment: 'round-robin',
        alarms: [
          { namePrefix: 'acme-', accountId: 'acme', severity: 'non-critical' },
          { namePrefix: 'acme-outage', accountId: 'acme', severity: 'critical' },
        ],
      },
    });
  });

  it('that rings opens a case, and what it does next is written on it', async () => {
    const opened = await change('ALARM');
    await change('OK');
    await change('ALARM');

    expect(await casesOf()).toHaveLength(1);
    const { entries } = await given.desk.cases.timeline(opened?.caseId ?? '');
    const texts = entries.flatMap((entry) => (entry.type === 'message.received' ? [entry.data.text] : []));
    expect(texts.map((text) => text.split('\n')[0])).toEqual(['acme-smtp-errors', 'OK', 'ALARM']);
  });

  it('moves no clock and waits for no answer', async () => {
    const opened = await change('ALARM');
    const after = await change('OK');

    expect(after?.deadlines).toEqual(opened?.deadlines);
    expect(after?.lastCustomerSeq).toBe(opened?.lastCustomerSeq);
  });

  it('that rings after its case was closed opens another one', async () => {
    const opened = await change('ALARM');
    const path = `/cases/${opened?.caseId}/closure-proposals`;
    await given.call('agent@guardia.example', 'POST', path, { body: { summary: 'It is quiet.' } });
    await given.call('ana@acme.example', 'POST', `${path}/current/answer`, { body: { agreed: true } });

    expect((await change('ALARM'))?.caseId).not.toBe(opened?.caseId);
  });

  it('is written once however often the event is delivered', async () => {
    const opened = await change('ALARM', { eventId: 'first' });
    await change('ALARM', { eventId: 'first' });
    await change('OK', { eventId: 'second' });
    await change('OK', { eventId: 'second' });

    const now = await given.desk.cases.read(opened?.caseId ?? '');
    expect(now?.version).toBe((opened?.version ?? 0) + 1);
  });

  it.each([
    { value: 'OK', alarmName: 'acme-smtp-errors', because: 'it is quiet and has no case' },
    { value: 'INSUFFICIENT_DATA', alarmName: 'acme-smtp-errors', because: 'nothing rings' },
    { value: 'ALARM', alarmName: 'globex-smtp-errors', because: 'no rule names it' },
  ])('opens nothing when $because', async ({ value, alarmName }) => {
    expect(await change(value, { alarmName })).toBeNull();
    expect(await casesOf()).toEqual([]);
  });

  it('goes by the rule that names most of it', async () => {
    const rules = await given.desk.directory.rules();

    expect(ruleFor(rules, 'acme-outage-total')?.severity).toBe('critical');
    expect(ruleFor(rules, 'acme-other')?.severity).toBe('non-critical');
  });
});
