import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSchedule } from '../../../infra/local/demo-data.ts';
import { deploymentActor } from '../../../shared/desk/actors.ts';
import { handOver, suggestHandover } from '../../../shared/desk/critical/hand-over.ts';
import { setCadence } from '../../../shared/desk/critical/set-cadence.ts';
import { failWorkaround, giveWorkaround } from '../../../shared/desk/critical/tell-outcome.ts';
import { writeClosingNote } from '../../../shared/desk/critical/write-closing-note.ts';
import { reopenCase } from '../../../shared/desk/reopen-case.ts';
import { onDutyAt } from '../../../shared/domain/oncall/index.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, ana, people } from './people.ts';
import { criticalWorld, start, type WorldOptions } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const phones: Readonly<Record<string, string>> = {
  agent: '+34600000001',
  agent2: '+34600000002',
  tam: '+34600000004',
  supervisor: '+34600000005',
};
const onDuty = onDutyAt(demoSchedule, start)?.personId ?? '';
const other = onDuty === 'agent' ? 'agent2' : 'agent';

/** A critical case whose customer was reached, and whose owner is on duty. */
const given = async (options?: WorldOptions) => {
  const world = await criticalWorld(await database.table(), options);
  const acts = people(world);
  const caseId = await acts.submitCritical();
  if ((await world.read(caseId)).ownerId !== onDuty) {
    await handOver(world.desk, { principal: agent, caseId, toId: onDuty, situation: 'On duty.' });
  }
  await acts.reach(caseId);
  world.texts.length = 0;
  const about = async (reason: string) =>
    (await world.timeline(caseId)).flatMap((entry) =>
      entry.type === 'page.sent' && entry.data.about?.reason === reason
        ? [{ ...entry.data, at: entry.at }]
        : [],
    );
  const texted = () => world.texts.map(({ phone }) => phone).sort();
  const minutes = (of: number) => world.at(of);
  /** Somebody else is on duty for a stretch of minutes from the beginning. */
  const override = async (personId: string, from: number, to: number) => {
    const before = await world.desk.onCall.schedule();
    const one = { overrideId: 'o', layerId: 'first', personId, from: minutes(from), to: minutes(to) };
    await world.desk.onCall.save({ ...demoSchedule, overrides: [one] }, before, {
      actor: deploymentActor,
      at: world.at(0),
    });
    // Who is on call is read once in two seconds.
    await world.pass(0.05);
  };
  return { ...world, ...acts, caseId, about, texted, override };
};

describe('an update that is owed', () => {
  it('is called to mind five minutes before, by text message and by mail, once', async () => {
    const { caseId, pass, about, texts, tick, read } = await given({ deliveries: 2 });
    await pass(26);
    await tick();
    expect((await about('update-due')).map(({ personId, channel }) => [personId, channel])).toEqual([
      [(await read(caseId)).ownerId, 'sms'],
      [(await read(caseId)).ownerId, 'mail'],
    ]);
    expect(texts).toEqual([
      expect.objectContaining({ phone: phones[onDuty], text: expect.stringContaining(`/cases/${caseId}`) }),
    ]);
  });

  it('is brought as pages to who owes it, the duty lead and the technical account manager when it is late', async () => {
    const { pass, about, texted, tick, texts } = await given();
    await pass(26);
    texts.length = 0;
    await pass(10);
    await tick();
    const pages = await about('update-overdue');
    expect(new Set(pages.map(({ at }) => at)).size).toBe(1);
    const told = [...new Set(pages.map(({ personId }) => personId))].sort();
    expect(told).toContain(onDuty);
    expect(told).toContain('supervisor');
    expect(texted()).toEqual(told.map((personId) => phones[personId]).sort());
  });
});

describe('a change of shift', () => {
  it('asks who has the case and who comes on duty for a handover, at its moment, once', async () => {
    const { pass, about, override, tick, at } = await given({ deliveries: 2 });
    await override(other, 10, 600);
    await pass(9);
    expect(await about('shift-change')).toEqual([]);
    await pass(20);
    await tick();
    const pages = await about('shift-change');
    expect(pages.map(({ personId, channel }) => `${personId} ${channel}`).sort()).toEqual(
      [onDuty, other].flatMap((one) => [`${one} mail`, `${one} sms`]).sort(),
    );
    // The workflow learnt of the override at its next look: five minutes before the update.
    for (const page of pages) expect(page.about?.at).toBe(at(10));
  });

  it('is noticed at its moment, and the missing note 15 minutes later, whatever else is due', async () => {
    const { caseId, desk, pass, about, override, settle, at } = await given();
    await override(other, 10, 600);
    for (const principal of [ana, agent]) await setCadence(desk, { principal, caseId, minutes: 240 });
    await settle();
    await pass(40);
    expect(new Set((await about('shift-change')).map((page) => page.at))).toEqual(new Set([at(10)]));
    expect(new Set((await about('handover-overdue')).map((page) => page.at))).toEqual(new Set([at(25)]));
  });

  it('is brought to the duty lead when no handover with a note was made within 15 minutes', async () => {
    const { caseId, pass, about, override, timeline, update } = await given();
    await override(other, 10, 600);
    await pass(26);
    await update(caseId);
    await pass(20);
    expect([...new Set((await about('handover-overdue')).map(({ personId }) => personId))]).toEqual([
      'supervisor',
    ]);
    const missed = (await timeline(caseId)).filter(({ type }) => type === 'deadline.missed');
    expect(missed).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ kind: 'handover' }) }),
    ]);
  });

  it.each([
    { to: other, because: 'it is with who is on duty' },
    { to: onDuty, because: 'they noted that they go on with it' },
  ])('is settled by a note: $because', async ({ to }) => {
    const { caseId, desk, pass, about, override, update, read } = await given();
    await override(other, 10, 600);
    await pass(26);
    await handOver(desk, { principal: agent, caseId, toId: to, situation: 'A replica is being built.' });
    expect((await read(caseId)).deadlines).not.toHaveProperty('handover');
    await update(caseId);
    await pass(20);
    expect(await about('handover-overdue')).toEqual([]);
    expect(await about('shift-change')).toHaveLength(4);
  });

  it('asks nobody while the case is with who comes on duty', async () => {
    const { caseId, desk, pass, about, override, update } = await given();
    await handOver(desk, { principal: agent, caseId, toId: other, situation: 'You are next.' });
    await override(other, 10, 600);
    await pass(26);
    await update(caseId);
    await pass(20);
    expect(await about('shift-change')).toEqual([]);
  });

  it('is found by the tick when the workflow is gone', async () => {
    const { failRuns, pass, about, override, tick } = await given();
    await override(other, 10, 600);
    failRuns();
    await pass(26);
    await tick();
    expect(await about('shift-change')).toHaveLength(4);
  });
});

describe('whoever gets the case next', () => {
  it('is suggested by the schedule', async () => {
    const { desk, caseId, override, pass } = await given();
    await override(other, 10, 600);
    expect(await suggestHandover(desk, { principal: agent, caseId })).toMatchObject({ toId: onDuty });
    await pass(11);
    expect(await suggestHandover(desk, { principal: agent, caseId })).toMatchObject({ toId: other });
  });

  it('is not told to who may not see the case', async () => {
    const { desk, caseId } = await given();
    const gus = { ...ana, id: 'gus', accountId: 'globex' };
    await expect(suggestHandover(desk, { principal: gus, caseId })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('a case that the customer brings back to work', () => {
  it('wakes who has it and who is on duty when it is reopened', async () => {
    const { desk, caseId, end, propose, answer, settle, texts, about, override, pass, tick } = await given();
    await end(caseId);
    await propose(caseId);
    await answer(caseId, true);
    await override(other, 60, 600);
    await pass(120);
    texts.length = 0;
    await reopenCase(desk, { principal: ana, caseId, reason: 'Down again.' });
    await settle();
    await tick();
    const woken = (await about('reopened')).filter(({ channel }) => channel === 'sms');
    expect(woken.map(({ personId }) => personId).sort()).toEqual([onDuty, other].sort());
  });

  it('wakes them when closing is declined', async () => {
    const { caseId, end, propose, answer, about, pass } = await given();
    await end(caseId);
    await propose(caseId);
    await answer(caseId, false);
    await pass(0.05);
    expect((await about('closure-declined')).map(({ personId }) => personId)).toContain(onDuty);
  });

  it('wakes them although the workflow is gone', async () => {
    const { caseId, end, propose, answer, about, failRuns, tick } = await given();
    await end(caseId);
    await propose(caseId);
    failRuns();
    await answer(caseId, false);
    expect(await about('closure-declined')).toEqual([]);
    await tick();
    await tick();
    expect((await about('closure-declined')).filter(({ channel }) => channel === 'sms')).toHaveLength(1);
  });
});

describe('a workaround that fails', () => {
  const worked = async () => {
    const world = await given();
    const { desk, caseId, settle } = world;
    await giveWorkaround(desk, { principal: agent, caseId, description: 'Use the other region.', at: null });
    await settle();
    return world;
  };

  it('is said by the customer: the work and its updates go on, and somebody is woken', async () => {
    const { desk, caseId, settle, read, about, transitions, pass } = await worked();
    await failWorkaround(desk, { principal: ana, caseId, reason: 'The other region is down, too.' });
    await settle();
    expect(await read(caseId)).toMatchObject({
      critical: { stage: 'working', workaroundAt: null },
      deadlines: { 'critical-update': expect.any(String) },
    });
    await pass(0.05);
    expect(transitions.at(-1)).toBe('Work with updates');
    expect((await about('workaround-failed')).map(({ personId }) => personId)).toContain(onDuty);
    await pass(26);
    expect(await about('update-due')).not.toEqual([]);
  });

  it('is said by the desk: the customer reads it by mail', async () => {
    const { desk, caseId, settle, about, timeline } = await worked();
    await failWorkaround(desk, { principal: agent, caseId, reason: 'We see it failing.' });
    await settle();
    const mails = (await timeline(caseId)).flatMap((entry) =>
      entry.type === 'message.sent' && entry.data.mail !== null ? [entry.data.mail.notice] : [],
    );
    expect(mails).toContain('workaround-failed');
    expect(await about('workaround-failed')).toEqual([]);
  });

  it('takes back the proposal to close that rests on it', async () => {
    const { desk, caseId, propose, read } = await worked();
    const note = { cause: null, unavailableSeconds: null, followUps: [] };
    await writeClosingNote(desk, { principal: agent, caseId, note });
    await propose(caseId);
    await failWorkaround(desk, { principal: ana, caseId, reason: 'It fails.' });
    expect(await read(caseId)).toMatchObject({
      status: 'in-progress',
      closureProposal: null,
      critical: { stage: 'working', closingNote: false },
    });
    expect((await read(caseId)).deadlines).not.toHaveProperty('closure-reminder');
  });

  it('fails where none is in force, or the issue has ended', async () => {
    const { desk, caseId, end } = await given();
    const fails = () => failWorkaround(desk, { principal: ana, caseId, reason: 'x' });
    await expect(fails()).rejects.toMatchObject({ code: 'no-workaround' });
    await end(caseId);
    await expect(fails()).rejects.toMatchObject({ code: 'issue-ended' });
  });
});
