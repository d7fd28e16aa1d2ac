import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deploymentActor } from '../../../shared/desk/actors.ts';
import type { Contact } from '../../../shared/domain/account/account.ts';
import { replay } from '../../../shared/domain/case/evolve.ts';
import type { Verdicts } from '../../../shared/domain/case/mail.ts';
import { sesRecipients } from '../../../shared/email/compose-errors.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { type MailTestDesk, mailDesk, mailOf, passed, placeOf } from '../../support/mail-desk.ts';

/** Who takes part in a case because a customer put them in To or Cc, at the opening and later. */
let dynamodb: TestDynamoDb;
let given: TestDesk;
let at: MailTestDesk;
const ana = 'ana@acme.example';

async function contact(accountId: string, id: string, address: string, verified: boolean): Promise<void> {
  const like = (await given.desk.directory.contact('acme', 'ana')) as Contact;
  const addresses = [{ address, verified, undeliverable: false }];
  await given.desk.write.putContact({
    value: { ...like, accountId, contactId: id, name: `The contact ${id}`, addresses },
    before: null,
    by: { actor: deploymentActor, at: '2026-10-01T08:00:00.000Z' },
  });
}

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  at = mailDesk(given);
  await contact('acme', 'eva', 'eva@freelance.example', true);
  await contact('acme', 'ines', 'ines@freelance.example', false);
  await contact('globex', 'otto', 'otto@acme.example', true);
});
afterAll(() => dynamodb.stop());

const partiesOf = async (caseId: string) =>
  (await at.desk.cases.read(caseId))?.parties.map(({ address }) => address) ?? [];
const open = async (headers: Record<string, string> = {}) =>
  placeOf(await at.arrives(mailOf(headers))).caseId;
const reply = async (caseId: string, headers: Record<string, string>, verdicts: Verdicts = passed) =>
  await at.arrives(mailOf(headers, 'And one thing more.'), {
    recipients: [await at.replyAddress(caseId, ana)],
    verdicts,
  });

const matrix = [
  { address: 'luis@acme.example', takesPart: true, because: 'the domain is the account’s' },
  { address: 'Luis@ACME.example', takesPart: true, because: 'letters may be large' },
  {
    address: 'eva@freelance.example',
    takesPart: true,
    because: 'somebody verified that they are the account’s',
  },
  { address: 'ines@freelance.example', takesPart: false, because: 'nobody has verified the address' },
  { address: 'gus@globex.example', takesPart: false, because: 'they are another account’s' },
  {
    address: 'otto@acme.example',
    takesPart: false,
    because: 'they are another account’s, whatever their domain',
  },
  { address: 'eve@elsewhere.example', takesPart: false, because: 'nobody knows them' },
  { address: 'agent@guardia.example', takesPart: false, because: 'they are the desk’s own' },
  { address: 'support+tag@guardia.example', takesPart: false, because: 'it is the desk itself' },
  { address: 'luis@acme.example.evil.example', takesPart: false, because: 'the domain only begins like it' },
  { address: '"l uis"@acme.example', takesPart: false, because: 'SES takes no such address' },
];

describe.each(['To', 'Cc'])('whom a customer puts in %s', (header) => {
  it.each(matrix)('of the first mail: $address takes part: $takesPart, because $because', async (row) => {
    const caseId = await open({ [header]: `support@guardia.example, ${row.address}` });

    expect(await partiesOf(caseId)).toEqual([ana, ...(row.takesPart ? [row.address] : [])]);
  });

  it.each(matrix)('of a reply: $address takes part: $takesPart, because $because', async (row) => {
    const caseId = await open();
    await reply(caseId, { [header]: `support@guardia.example, ${row.address}` });

    expect(await partiesOf(caseId)).toEqual([ana, ...(row.takesPart ? [row.address] : [])]);
  });
});

describe('a reply', () => {
  const Cc = 'luis@acme.example, eva@freelance.example';
  let caseId: string;
  beforeEach(async () => {
    caseId = await open();
  });

  it('has the next answer go to whom it brought in, under the names that the desk knows', async () => {
    await reply(caseId, { Cc });
    await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/messages`, {
      body: { body: 'Done.' },
    });

    const { entries } = await at.desk.cases.timeline(caseId);
    expect(entries.at(-1)).toMatchObject({
      type: 'message.sent',
      data: {
        mail: {
          to: [{ address: ana }],
          cc: [
            { address: 'luis@acme.example' },
            { address: 'eva@freelance.example', name: 'The contact eva', contactId: 'eva' },
          ],
        },
      },
    });
  });

  it('tells the timeline whom it brought in, so that the case is still the fold of it', async () => {
    await reply(caseId, { Cc });
    const { entries } = await at.desk.cases.timeline(caseId);

    expect(replay(entries)).toEqual(await at.desk.cases.read(caseId));
  });

  it('brings nobody in twice, and the mail that it answers changes no recipient', async () => {
    await reply(caseId, { Cc });
    await reply(caseId, { Cc, To: `support@guardia.example, ${ana}` });

    expect(await partiesOf(caseId)).toEqual([ana, 'luis@acme.example', 'eva@freelance.example']);
  });

  it.each([
    {
      because: 'only a token speaks for its sender',
      headers: { Cc },
      verdicts: { ...passed, dmarc: 'GRAY', spf: 'GRAY', dkim: 'GRAY' } as const,
    },
    { because: 'a machine wrote it', headers: { Cc, 'Auto-Submitted': 'auto-replied' }, verdicts: passed },
  ])('brings nobody in when $because', async ({ headers, verdicts }) => {
    expect(await reply(caseId, headers, verdicts)).toMatchObject({ outcome: 'joined' });
    expect(await partiesOf(caseId)).toEqual([ana]);
  });

  it('brings in as many as one mail can reach, so that the case can still be answered', async () => {
    const many = Array.from({ length: 45 }, (_, place) => `p${place}@acme.example`);
    await reply(caseId, { Cc: many.join(', ') });
    await reply(caseId, { Cc: many.map((address) => `x${address}`).join(', ') });

    expect(await partiesOf(caseId)).toHaveLength(sesRecipients);
  });
});
