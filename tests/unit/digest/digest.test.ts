import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseItem } from '../../../shared/aws/case-store.ts';
import { digestClaims } from '../../../shared/aws/digest-claims.ts';
import { MailRefused } from '../../../shared/aws/outbound-mail.ts';
import { type DigestDesk, sendDigests } from '../../../shared/desk/digest/send-digests.ts';
import { follows } from '../../../shared/desk/digest/tam-digest.ts';
import { settleDue } from '../../../shared/desk/sweep-due.ts';
import { parseMessage } from '../../../shared/email/index.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let digests: DigestDesk;
const sent: { raw: Uint8Array; recipients: readonly string[] }[] = [];
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table());
  sent.length = 0;
  digests = {
    ...given.desk,
    claims: digestClaims(given.desk.table),
    outbound: {
      send: async (raw, { recipients }) => {
        sent.push({ raw, recipients });
        return 'ses-id';
      },
    },
  };
});

const [ana, gus, agent, tam] = [
  'ana@acme.example',
  'gus@globex.example',
  'agent@guardia.example',
  'tam@guardia.example',
];

async function submitted(user: string, subject: string): Promise<string> {
  const { body } = await given.call(user, 'POST', '/cases', { body: { subject, description: 'Words.' } });
  return body.caseId;
}

/** As many cases that were opened, answered and closed at this moment. */
async function addClosed(count: number): Promise<void> {
  const template = await given.desk.cases.read(await submitted(ana, 'Soon done'));
  if (template === null) throw new Error('The case is not there.');
  const { client, name } = given.desk.table;
  const at = given.clock.now();
  const closed = { ...template, status: 'closed', deadlines: {}, closedAt: at, updatedAt: at } as const;
  for (let start = 0; start < count; start += 25) {
    const Put = Array.from({ length: Math.min(25, count - start) }, (_, index) => ({
      PutRequest: { Item: caseItem({ ...closed, caseId: `${template.caseId}${start + index}` }) },
    }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: Put } }));
  }
  await client.send(new PutCommand({ TableName: name, Item: caseItem(closed) }));
}

/** A week in which one case waits on the customer, one was reopened, and one was never answered. */
async function week(): Promise<void> {
  const waiting = await submitted(ana, 'Waits on us');
  await given.call(agent, 'POST', `/cases/${waiting}/messages`, {
    body: { body: 'Which key?', waitingOnCustomer: true },
  });
  const reopened = await submitted(ana, 'Came back');
  const proposals = `/cases/${reopened}/closure-proposals`;
  await given.call(agent, 'POST', proposals, { body: { summary: 'Done.' } });
  await given.call(ana, 'POST', `${proposals}/current/answer`, { body: { agreed: true } });
  await given.call(ana, 'POST', `/cases/${reopened}/reopenings`, { body: { reason: 'It fails again.' } });
  const silent = await submitted(gus, 'Never answered');
  given.clock.advance(3 * 24 * 60);
  while (await settleDue(given.desk, silent)) {
    // Everything that has fallen due.
  }
}

describe('the weekly digest', () => {
  it('sees the case that has been silent for longest, however many others changed since', async () => {
    const caseId = await submitted(ana, 'Silent for months');
    given.clock.advance(90 * 24 * 60);
    while (await settleDue(given.desk, caseId)) {
      // Everything that has fallen due.
    }
    given.clock.advance(8 * 24 * 60);
    await addClosed(2_100);

    const { body } = await given.call(tam, 'GET', '/reports/digest');
    expect(body.accounts[0].cases.map(({ subject }: { subject: string }) => subject)).toEqual([
      'Silent for months',
    ]);
  });

  it('tells a technical account manager what to look at, account by account', async () => {
    await week();

    const { body } = await given.call(tam, 'GET', '/reports/digest');
    expect(body).toEqual({
      tamId: 'tam',
      accounts: [
        {
          accountId: 'acme',
          name: 'Acme Envíos',
          opened: expect.any(Number),
          closed: expect.any(Number),
          silent: 0,
          reopened: 1,
          breached: 0,
          awaitingCustomer: 1,
          cases: [expect.objectContaining({ number: expect.stringMatching(/^\d+$/) })],
        },
        {
          accountId: 'globex',
          name: 'Globex Mail',
          opened: expect.any(Number),
          closed: expect.any(Number),
          silent: 0,
          reopened: 0,
          breached: 1,
          awaitingCustomer: 0,
          cases: [expect.objectContaining({ subject: expect.any(String) })],
        },
      ],
    });
  });

  it('goes out by mail in their language, with the cases by number', async () => {
    await week();

    expect(await sendDigests(digests)).toBe(1);
    const message = await parseMessage(sent[0]?.raw ?? new Uint8Array());
    expect(sent[0]?.recipients).toEqual([tam]);
    expect(message.subject).toBe('Resumen semanal de Acme Envíos, Globex Mail');
    expect(message.text).toContain('A la espera del cliente');
    expect(message.text).toMatch(/\d{4}-\d{4} · Globex Mail · Never answered/);
    expect(message.headers).toContainEqual({ name: 'auto-submitted', value: 'auto-generated' });
  });

  it('goes out once a week, however often the schedule rings', async () => {
    expect(await sendDigests(digests)).toBe(1);
    given.clock.advance(3 * 24 * 60);
    expect(await sendDigests(digests)).toBe(0);
    given.clock.advance(4 * 24 * 60);
    expect(await sendDigests(digests)).toBe(1);
  });

  it('goes out later where SES refused it', async () => {
    const refusing: DigestDesk = {
      ...digests,
      outbound: {
        send: () => Promise.reject(new MailRefused('Throttling', true, null)),
      },
    };
    await expect(sendDigests(refusing)).rejects.toThrow('tam (Throttling)');

    expect(await sendDigests(digests)).toBe(1);
  });

  it('goes out an hour later where SES answered with an error, and once then', async () => {
    const failing: DigestDesk = {
      ...digests,
      outbound: { send: () => Promise.reject(new Error('InternalFailure')) },
    };
    await expect(sendDigests(failing)).rejects.toThrow('tam (Error: InternalFailure)');

    given.clock.advance(1);
    expect(await sendDigests(digests), 'it may be on its way').toBe(0);
    given.clock.advance(59);
    expect(await sendDigests(digests)).toBe(1);
    given.clock.advance(60);
    expect(await sendDigests(digests)).toBe(0);
  });
});

describe('an account', () => {
  const account = { tamId: 'tam', deputyTamId: 'agent' };
  const people = (away: boolean) =>
    given.desk.directory
      .people()
      .then((all) => all.map((one) => ({ ...one, away: one.personId === 'tam' && away })));

  it.each([
    { personId: 'tam', away: false, expected: true, because: 'it is theirs' },
    { personId: 'tam', away: true, expected: true, because: 'it stays theirs while they are away' },
    { personId: 'agent', away: true, expected: true, because: 'they stand in' },
    { personId: 'agent', away: false, expected: false, because: 'nobody needs them to stand in' },
    { personId: 'agent2', away: true, expected: false, because: 'it is somebody else’s' },
  ])('is followed by $personId: $expected, because $because', async ({ personId, away, expected }) => {
    expect(follows(personId, account, await people(away))).toBe(expected);
  });
});

describe('how an account is doing', () => {
  it('is told in figures by day, and nothing of another account is in them', async () => {
    await week();
    await submitted(ana, 'Today');

    const { body } = await given.call(agent, 'GET', '/reports/accounts/acme?days=7');
    expect(body).toMatchObject({
      open: 3,
      awaitingCustomer: 1,
      reopened: 1,
      opened: [
        { at: '2026-11-24', value: 2 },
        { at: '2026-11-27', value: 1 },
      ],
      firstResponseMinutes: [{ at: '2026-11-24', value: 0 }],
    });
  });

  it('is not found for an account that is not there', async () => {
    expect((await given.call(agent, 'GET', '/reports/accounts/nowhere')).status).toBe(404);
  });
});
