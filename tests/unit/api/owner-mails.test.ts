import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkToken } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent, supervisor] = ['ana@acme.example', 'agent@guardia.example', 'supervisor@guardia.example'];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  const { body } = await given.call(ana, 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?' },
  });
  caseId = body.caseId;
  if (body.owner.agentId !== 'agent') {
    const handover = { agentId: 'agent', reason: 'For the test.', summary: 'Nothing yet.' };
    await given.call(supervisor, 'PUT', `/cases/${caseId}/owner`, { body: handover });
  }
});

const post = async (user: string | null, path: string, body: object) => {
  given.clock.advance(1);
  const { status } = await given.call(user, 'POST', path, { body });
  expect(status).toBeLessThan(300);
};
const onCase = (user: string, path: string, body: object) => post(user, `/cases/${caseId}${path}`, body);
const writes = () => onCase(ana, '/messages', { body: 'Is there any news?' });
const answers = () => onCase(agent, '/messages', { body: 'Like this.' });
const proposes = () => onCase(agent, '/closure-proposals', { summary: 'Solved.' });
const told = async () =>
  (await given.desk.cases.timeline(caseId, { limit: 1_000 })).entries.flatMap((entry) =>
    entry.type === 'notice.sent' && entry.data.mail.notice === 'customer-acted'
      ? [`${entry.data.mail.to[0]?.address} ${entry.data.mail.variables.happening}`]
      : [],
  );

describe('the owner is mailed', () => {
  it('the first word of the customer since the desk’s last, and not what comes on top', async () => {
    await writes();
    expect(await told()).toEqual([]);

    await answers();
    await writes();
    await writes();
    expect(await told()).toEqual([`${agent} wrote`]);

    await answers();
    await writes();
    expect(await told()).toEqual([`${agent} wrote`, `${agent} wrote`]);
  });

  it('that the customer declined the closing, on the page or by the link', async () => {
    await proposes();
    await onCase(ana, '/closure-proposals/current/answer', { agreed: false, reason: 'It fails.' });
    await proposes();
    const seq = (await given.desk.cases.read(caseId))?.closureProposal?.seq ?? 0;
    const link = linkToken('closure', { caseId, seq }, given.desk.hmac);
    await post(null, `/public/closures/${link}`, { agreed: false, reason: 'It fails.' });

    expect(await told()).toEqual([`${agent} declined`, `${agent} declined`]);
  });

  it('that the customer reopened the case', async () => {
    await proposes();
    await onCase(ana, '/closure-proposals/current/answer', { agreed: true });
    await onCase(ana, '/reopenings', { reason: 'It is back.' });

    expect(await told()).toEqual([`${agent} reopened`]);
  });

  it('nothing, if they want no such mails; and whoever changes their data leaves that as it is', async () => {
    const wants = { language: 'es', timeZone: 'Europe/Madrid', caseMails: false };
    expect((await given.call(agent, 'PUT', '/me/preferences', { body: wants })).body.caseMails).toBe(false);
    const { body } = await given.call(supervisor, 'GET', '/people');
    const {
      channels: _,
      openNow: __,
      version: ___,
      personId,
      ...fields
    } = body.items.find((one: { personId: string }) => one.personId === 'agent');
    await given.call(supervisor, 'PUT', `/people/${personId}`, { body: { ...fields, name: 'Elena R.' } });
    await answers();
    await writes();

    expect(await told()).toEqual([]);
    expect((await given.call(agent, 'GET', '/me')).body.caseMails).toBe(false);
  });
});
