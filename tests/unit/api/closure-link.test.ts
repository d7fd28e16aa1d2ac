import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkToken } from '../../../shared/domain/mail/token.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let caseId: string;
let token: string;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
});
afterAll(() => dynamodb.stop());

beforeEach(async () => {
  const submitted = await given.call('ana@acme.example', 'POST', '/cases', {
    body: { subject: 'A question', description: 'How do I rotate a key?' },
  });
  caseId = submitted.body.caseId;
  token = await propose();
});

async function propose(): Promise<string> {
  const { body } = await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/closure-proposals`, {
    body: { summary: 'The key was rotated.' },
  });
  return linkToken('closure', { caseId, seq: body.closureProposal.seq }, given.desk.hmac);
}

const answer = (body: object, link = token) => given.call(null, 'POST', `/public/closures/${link}`, { body });
const statusOf = async () => (await given.desk.cases.read(caseId))?.status;
const typesOf = async () =>
  (await given.desk.cases.timeline(caseId)).entries.map(({ type }) => type as string);

describe('the signed link of a closure proposal', () => {
  it('shows what it asks, and answers nothing by being opened', async () => {
    const { body } = await given.call(null, 'GET', `/public/closures/${token}`);

    expect(body).toMatchObject({ subject: 'A question', summary: 'The key was rotated.', open: true });
    expect(await statusOf()).toBe('closure-proposed');
  });

  it('closes the case for the customer’s side, and says that the link was the means', async () => {
    expect((await answer({ agreed: true })).body.status).toBe('closed');

    const { entries } = await given.desk.cases.timeline(caseId);
    expect(entries.find(({ type }) => type === 'closure.agreed')).toMatchObject({
      actor: { kind: 'contact', id: 'closure-link', name: 'Acme Envíos' },
      data: { by: 'customer', means: 'link' },
    });
  });

  it('answers once when it is pressed twice at the same time, and both see the case closed', async () => {
    const [first, second] = await Promise.all([answer({ agreed: true }), answer({ agreed: true })]);

    expect([first.body.status, second.body.status]).toEqual(['closed', 'closed']);
    expect((await typesOf()).filter((type) => type === 'closure.agreed')).toHaveLength(1);
  });

  it('declines with a reason, and the case goes on', async () => {
    expect((await answer({ agreed: false, reason: 'It still fails.' })).body.status).toBe('in-progress');
  });

  it('refuses to decline without a reason', async () => {
    const refused = await answer({ agreed: false });

    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'reason' }] } });
    expect(await statusOf()).toBe('closure-proposed');
  });

  it('is spent once its proposal was declined: it never answers the next one (FreeScout CVE-2026-41902)', async () => {
    await answer({ agreed: false, reason: 'It still fails.' });
    const next = await propose();

    expect(await answer({ agreed: true })).toMatchObject({ status: 409, body: { code: 'link-spent' } });
    expect(await statusOf()).toBe('closure-proposed');
    expect((await answer({ agreed: true }, next)).body.status).toBe('closed');
  });

  it.each([
    {
      forged: (link: string) => `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`,
      because: 'its proof',
    },
    { forged: (link: string) => link.replace(/\.\d+\./, '.1.'), because: 'its proposal' },
    { forged: () => 'nothing-at-all', because: 'everything' },
  ])('is not found when somebody changed $because', async ({ forged }) => {
    expect((await answer({ agreed: true }, forged(token))).status).toBe(404);
    expect(await statusOf()).toBe('closure-proposed');
  });
});
