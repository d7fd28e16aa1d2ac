import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criticalRoutes } from '../../../shared/contracts/api/critical.ts';
import { findCallers } from '../../../shared/desk/critical/find-caller.ts';
import { isPage } from '../../../shared/desk/critical/page-link.ts';
import { recordIntake } from '../../../shared/desk/critical/record-intake.ts';
import { submitCase } from '../../../shared/desk/submit-case.ts';
import type { TimelineEntry } from '../../../shared/domain/case/events.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { ana, people, representative, vital } from './people.ts';
import { criticalWorld } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const given = async () => {
  const world = await criticalWorld(await database.table());
  const call = async (caseNumber: string | null, told = vital, commandKey: string | null = null) => {
    const after = await recordIntake(world.desk, {
      principal: representative,
      commandKey,
      call: { caseNumber, accountId: null, vitalInformation: told, phoneReadBack: true },
    });
    await world.settle();
    return after;
  };
  return { ...world, ...people(world), call };
};
/** What the customer is written; pages are the desk's. */
const mails = (entries: readonly TimelineEntry[]) =>
  entries.flatMap(({ data }) =>
    'mail' in data && data.mail != null && !isPage(data.mail.notice) ? [data.mail] : [],
  );

describe('a critical ticket', () => {
  it('is answered at once with both hotline numbers and its PIN', async () => {
    const world = await given();
    const caseId = await world.submitCritical({ complete: false });
    const { critical } = await world.read(caseId);
    expect(critical?.pin).toMatch(/^\d{6}$/);
    expect(mails(await world.timeline(caseId))).toEqual([
      expect.objectContaining({
        notice: 'critical-acknowledgement',
        to: [expect.objectContaining({ address: 'ana@acme.example' })],
        variables: expect.objectContaining({
          pin: critical?.pin,
          hotlineNumbers: '+12025550143\n+12025550178',
        }),
      }),
    ]);
  });
});

describe('a call of the hotline', () => {
  it.each(['number', 'pin'] as const)('finds the ticket by its %s and starts the clock', async (by) => {
    const world = await given();
    const caseId = await world.submitCritical({ complete: false });
    await world.pass(3);
    const { number, critical } = await world.read(caseId);
    const after = await world.call(
      by === 'number' ? `${number.slice(0, 4)}-${number.slice(4)}` : (critical?.pin ?? ''),
    );
    expect(after.caseId).toBe(caseId);
    expect(after.critical).toMatchObject({ clockStartedAt: world.at(3), callbackDueAt: world.at(18) });
    await world.pass(15);
    const missed = (await world.timeline(caseId)).filter(({ type }) => type === 'deadline.missed');
    expect(missed).toEqual([expect.objectContaining({ at: world.at(18) })]);
  });

  it('is not refused without a ticket: it opens the case, in the account of who calls', async () => {
    const world = await given();
    const after = await world.call(null);
    expect(after).toMatchObject({
      accountId: 'acme',
      channel: 'hotline',
      severity: 'critical',
      requester: { contactId: 'ana' },
    });
    expect(after.deadlines.callback).toBe(world.at(15));
    expect(world.texts).toHaveLength(1);
  });

  it('is taken from somebody whom nobody knows, in no account', async () => {
    const world = await given();
    const after = await world.call(null, {
      ...vital,
      contactEmail: 'jon@nowhere.example',
      contactName: 'Jon',
    });
    expect(after).toMatchObject({
      accountId: null,
      status: 'new',
      requester: { address: 'jon@nowhere.example' },
    });
    expect(after.critical?.callbackDueAt).toBe(world.at(15));
  });

  it('opens one case however often it is sent', async () => {
    const world = await given();
    const first = await world.call(null, vital, 'call-1');
    const again = await world.call(null, vital, 'call-1');
    expect(again.caseId).toBe(first.caseId);
    expect(world.runs()).toHaveLength(1);
  });

  it('makes an ordinary ticket critical', async () => {
    const world = await given();
    const { caseId, number } = await submitCase(world.desk, {
      principal: ana,
      commandKey: null,
      submitted: {
        subject: 'Slow',
        description: 'Slow.',
        category: 'bug',
        severity: 'non-critical',
        attachmentIds: [],
      },
    });
    await world.pass(10);
    const after = await world.call(number);
    expect(after).toMatchObject({
      caseId,
      severity: 'critical',
      critical: { stage: 'paging', callbackDueAt: world.at(25) },
    });
    expect(world.texts).toHaveLength(1);
  });

  it('corrects what the ticket said, on the ticket’s own clock', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.pass(4);
    const { number } = await world.read(caseId);
    const after = await world.call(number, { ...vital, contactPhone: '+34911234999' });
    expect(after.critical).toMatchObject({
      vitalInformation: expect.objectContaining({ contactPhone: '+34911234999' }),
      callbackDueAt: world.at(15),
    });
  });

  it.each(['9999-9999', '000000', 'nonsense'])('says that there is no case %s', async (asked) => {
    const world = await given();
    await expect(world.call(asked)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('still sends the updates to whom the vital information names', async () => {
    const world = await given();
    const caseId = await world.submitCritical({ complete: false });
    const { number } = await world.read(caseId);
    await world.call(number, { ...vital, contactEmail: 'oncall@acme.example', contactName: 'On call' });
    await world.reach(caseId);
    await world.update(caseId);
    const update = mails(await world.timeline(caseId)).find(({ notice }) => notice === 'customer-update');
    expect([...(update?.to ?? []), ...(update?.cc ?? [])].map(({ address }) => address)).toEqual([
      'ana@acme.example',
      'oncall@acme.example',
    ]);
  });
});

describe('who may be calling', () => {
  it.each([
    { asked: 'acme', because: 'the company' },
    { asked: 'ana garcía', because: 'the name' },
    { asked: 'ana@acme.example', because: 'the address' },
    { asked: '+34 911 234 567', because: 'the number that the telephone shows' },
    { asked: '911234567', because: 'the number without its country' },
  ])('is proposed by $because', async ({ asked }) => {
    const world = await given();
    expect(await findCallers(world.desk, asked)).toEqual([
      expect.objectContaining({ accountId: 'acme', contactId: 'ana', phone: '+34911234567' }),
    ]);
  });

  it('is the case’s own, by its PIN', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    const { critical, number } = await world.read(caseId);
    expect(await findCallers(world.desk, critical?.pin ?? '')).toEqual([
      expect.objectContaining({ caseId, caseNumber: number, accountName: 'Acme Envíos' }),
    ]);
  });

  it('is nobody for what fits nobody', async () => {
    const world = await given();
    expect(await findCallers(world.desk, 'zzz')).toEqual([]);
  });
});

describe('the caller’s number', () => {
  const told = { ...vital, description: 'Nothing goes out.' };

  it.each([
    { phoneReadBack: undefined, taken: false },
    { phoneReadBack: false, taken: false },
    { phoneReadBack: true, taken: true },
  ])('is taken once it was read back and confirmed: $phoneReadBack', ({ phoneReadBack, taken }) => {
    expect(criticalRoutes.recordIntake.body.safeParse({ ...told, phoneReadBack }).success).toBe(taken);
  });

  it('was read back, says the timeline: of the first record, and of what a later call corrects', async () => {
    const world = await given();
    const { caseId } = await world.call(null);
    await world.call((await world.read(caseId)).number, { ...vital, contactPhone: '+34911234568' });
    const kept = (await world.timeline(caseId)).flatMap(({ type, data }) =>
      type.startsWith('vital-information.') ? [[type, Reflect.get(data, 'phoneReadBack')]] : [],
    );
    expect(kept).toEqual([
      ['vital-information.recorded', true],
      ['vital-information.corrected', true],
    ]);
  });

  it('is nobody’s to confirm but the caller’s: a ticket with the five fields says nothing of it', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    const recorded = (await world.timeline(caseId)).find(({ type }) => type === 'vital-information.recorded');
    expect(recorded?.data).not.toHaveProperty('phoneReadBack');
  });
});
