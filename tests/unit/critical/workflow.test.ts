import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledgePage } from '../../../shared/desk/critical/acknowledge-page.ts';
import { classifyCase } from '../../../shared/desk/critical/raise-severity.ts';
import { recordIntake } from '../../../shared/desk/critical/record-intake.ts';
import { setCadence } from '../../../shared/desk/critical/set-cadence.ts';
import { reopenCase } from '../../../shared/desk/reopen-case.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, agent2, ana, people, representative, vital } from './people.ts';
import { criticalWorld, type WorldOptions } from './world.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

const given = async (options?: WorldOptions) => {
  const world = await criticalWorld(await database.table(), options);
  return { ...world, ...people(world) };
};
type Given = Awaited<ReturnType<typeof given>>;
const typesOf = async (world: Given, caseId: string, type: string) =>
  (await world.timeline(caseId)).filter((entry) => entry.type === type);

describe('a critical issue from beginning to end', () => {
  it('goes the way of the contract in at most 40 transitions with six updates', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.pass(1);
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(4);
    await world.reach(caseId);
    for (let sent = 0; sent < 6; sent++) {
      await world.pass(29);
      await world.update(caseId);
    }
    await world.pass(5);
    await world.end(caseId);
    await world.propose(caseId);
    await world.pass(60 * 24);
    await world.answer(caseId, true);

    expect(await world.read(caseId)).toMatchObject({ status: 'closed', closedHow: 'agreed' });
    expect(world.runs()).toEqual([expect.objectContaining({ status: 'SUCCEEDED' })]);
    expect(world.transitions.length).toBeLessThanOrEqual(40);
    const way = world.transitions.filter((state, index) => world.transitions.indexOf(state) === index);
    expect(way).toEqual([
      'Take the case up',
      'Where the case stands',
      'Paged when taken up',
      'Await callback',
      'Page',
      'Called back',
      'Work with updates',
      'Keep the update promise',
      'Workaround given or ended',
      'Closure proposed',
      'Agreed',
      'Closed',
    ]);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([]);
  });

  it('pages whoever is on call at once, and puts the receipt on the timeline', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    const [page] = await typesOf(world, caseId, 'page.sent');
    expect(page).toMatchObject({ at: world.at(0), data: { step: 'primary', channel: 'sms' } });
    expect(world.texts).toHaveLength(1);
    expect(world.texts[0]?.text).toContain('+34911234567');
    expect(await typesOf(world, caseId, 'page.receipt')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ receipt: 'queued', detail: 'sns-1' }) }),
    ]);
  });

  it('misses the callback at 15:00 exactly, once, and goes on paging everybody until it is made', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.pass(14.99);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([]);
    await world.pass(10);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ at: world.at(15), data: expect.objectContaining({ kind: 'callback' }) }),
    ]);
    expect(await typesOf(world, caseId, 'case.escalated')).toHaveLength(1);
    const steps = (await typesOf(world, caseId, 'page.sent')).map((entry) => Reflect.get(entry.data, 'step'));
    expect(new Set(steps)).toEqual(
      new Set([
        'primary',
        'primary-again',
        'secondary',
        'duty-lead',
        'everyone',
        'red',
        ...[0, 1, 2, 3, 4].map((n) => `overdue-${n}`),
      ]),
    );
    await world.reach(caseId);
    const paged = world.texts.length;
    await world.pass(20);
    expect(world.texts.length).toBe(paged);
  });

  it('rests once a page is acknowledged, but not past the time of the callback', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(14.9);
    expect(world.texts).toHaveLength(1);
    await world.pass(0.2);
    expect(world.texts.length).toBeGreaterThan(1);
  });

  it('rests for a moment each time that somebody takes it once it is overdue', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(15.5);
    const paged = world.texts.length;
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(1.9);
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(1.9);
    expect(world.texts).toHaveLength(paged);
    await world.pass(0.2);
    expect(world.texts.length).toBeGreaterThan(paged);
    expect(await typesOf(world, caseId, 'page.acknowledged')).toHaveLength(3);
  });

  it('reminds the caller alone, two minutes after a call that reached nobody', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(5);
    await world.miss(caseId);
    const before = world.texts.length;
    await world.pass(2);
    expect(world.texts.slice(before)).toEqual([
      expect.objectContaining({ at: world.at(7), phone: '+34600000001' }),
    ]);
    expect(await typesOf(world, caseId, 'callback.attempted')).toEqual([
      expect.objectContaining({
        data: expect.objectContaining({ mail: expect.objectContaining({ notice: 'callback-attempted' }) }),
      }),
    ]);
  });

  it('pages while the vital information is missing, and starts the 15 minutes when it is there', async () => {
    const world = await given();
    const caseId = await world.submitCritical({ complete: false });
    expect(world.texts).toHaveLength(1);
    await world.pass(3);
    expect((await world.read(caseId)).deadlines.callback).toBeUndefined();
  });

  it('rests 15 minutes for who takes it without vital information, then goes on until it is there', async () => {
    const world = await given();
    const caseId = await world.submitCritical({ complete: false });
    await world.pass(1);
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.pass(13.9);
    expect(world.texts).toHaveLength(1);
    await world.pass(4.1);
    const steps = (await typesOf(world, caseId, 'page.sent')).map(({ data }) => Reflect.get(data, 'step'));
    expect(new Set(steps)).toEqual(new Set(['primary', 'overdue-0', 'overdue-1', 'overdue-2']));
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([]);

    const before = steps.length;
    const { number: caseNumber } = await world.read(caseId);
    const call = { caseNumber, accountId: null, vitalInformation: vital, phoneReadBack: true as const };
    await recordIntake(world.desk, { principal: representative, commandKey: null, call });
    await world.pass(2);
    const after = (await typesOf(world, caseId, 'page.sent')).slice(before);
    expect(new Set(after.map(({ data }) => Reflect.get(data, 'step')))).toEqual(
      new Set(['primary', 'primary-again']),
    );
  });

  it('reminds five minutes before an update is due, and misses it at its time', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.reach(caseId);
    await world.pass(40);
    expect(await typesOf(world, caseId, 'update.nudged')).toEqual([
      expect.objectContaining({ at: world.at(25) }),
    ]);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({
        at: world.at(30),
        data: expect.objectContaining({ kind: 'critical-update' }),
      }),
    ]);
    await world.update(caseId);
    await world.pass(30);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ at: world.at(30) }),
      expect.objectContaining({ at: world.at(70) }),
    ]);
  });

  it('keeps a shorter cadence from the moment that both have signed it', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.reach(caseId);
    await setCadence(world.desk, { principal: ana, caseId, minutes: 10 });
    await setCadence(world.desk, { principal: agent, caseId, minutes: 10 });
    await world.pass(10);
    expect(await typesOf(world, caseId, 'update.nudged')).toEqual([
      expect.objectContaining({ at: world.at(5) }),
    ]);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ at: world.at(10) }),
    ]);
  });

  it('goes back to work when the customer declines to close', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.reach(caseId);
    await world.end(caseId);
    await world.propose(caseId);
    await world.answer(caseId, false);
    expect(world.transitions.at(-1)).toBe('Work with updates');
    await world.pass(25);
    expect(await typesOf(world, caseId, 'update.nudged')).toHaveLength(1);
  });

  it('leaves cleanly when both have found it not critical', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    const classification = { severity: 'non-critical', reason: 'One stream only.' } as const;
    await classifyCase(world.desk, { principal: agent, caseId, classification });
    await world.settle();
    expect(world.transitions.at(-1)).toBe('Await callback');
    await classifyCase(world.desk, { principal: ana, caseId, classification });
    await world.settle();
    expect(world.transitions.at(-1)).toBe('Reclassified as non-critical');
    const paged = world.texts.length;
    await world.pass(60);
    expect(world.texts.length).toBe(paged);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([]);
  });
});

describe('whatever goes wrong', () => {
  it('does everything once, although every event comes three times', async () => {
    const world = await given({ deliveries: 3 });
    const caseId = await world.submitCritical();
    await world.pass(16);
    await world.reach(caseId);
    await world.pass(60);
    expect(world.runs()).toHaveLength(1);
    expect(await typesOf(world, caseId, 'workflow.started')).toHaveLength(1);
    const keys = (await typesOf(world, caseId, 'page.sent')).map((entry) =>
      Reflect.get(entry.data, 'pageKey'),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(world.texts).toHaveLength(keys.filter((key) => key.endsWith('/telephone')).length);
    expect(await typesOf(world, caseId, 'deadline.missed')).toHaveLength(2);
  });

  it.each(['paging', 'working', 'ended', 'closure-proposed'])(
    'goes on where the case stands when the workflow is killed while it is %s',
    async (stage) => {
      const world = await given();
      const caseId = await world.submitCritical();
      if (stage !== 'paging') await world.reach(caseId);
      if (stage === 'ended' || stage === 'closure-proposed') await world.end(caseId);
      if (stage === 'closure-proposed') await world.propose(caseId);
      expect((await world.read(caseId)).critical?.stage).toBe(stage);
      world.restart();
      await world.pass(35);
      if (stage === 'paging')
        expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
          expect.objectContaining({ at: world.at(15) }),
        ]);
      if (stage === 'working')
        expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
          expect.objectContaining({ at: world.at(30) }),
        ]);
      if (stage === 'paging') await world.reach(caseId);
      if (stage === 'paging' || stage === 'working') await world.end(caseId);
      if (stage !== 'closure-proposed') await world.propose(caseId);
      await world.answer(caseId, true);
      expect(world.transitions.at(-1)).toBe('Closed');
    },
  );

  it('leaves nothing to the tick while the workflow is there', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.pass(15);
    const { version } = await world.read(caseId);
    await world.tick();
    expect((await world.read(caseId)).version).toBe(version);
    expect(await typesOf(world, caseId, 'deadline.missed')).toHaveLength(1);
  });

  const tickAlone = async (world: Given, minutes: number) => {
    await world.tick();
    for (let passed = 0; passed < minutes; passed++) {
      await world.pass(1);
      await world.tick();
    }
  };
  const stepsOf = async (world: Given, caseId: string) => [
    ...new Set((await typesOf(world, caseId, 'page.sent')).map(({ data }) => Reflect.get(data, 'step'))),
  ];
  const ladder = ['primary', 'primary-again', 'secondary', 'duty-lead', 'everyone', 'red'];

  it('lets the tick climb the ladder and keep the promise when the workflow is gone', async () => {
    const world = await given({ deliveries: 0 });
    const caseId = await world.submitCritical();
    await tickAlone(world, 20);
    expect(world.runs()).toEqual([]);
    expect(await stepsOf(world, caseId)).toEqual([...ladder, 'overdue-0', 'overdue-1', 'overdue-2']);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ at: world.at(15), data: expect.objectContaining({ kind: 'callback' }) }),
    ]);
    await world.reach(caseId);
    const { deadlines } = await world.read(caseId);
    expect(deadlines).not.toHaveProperty('page');
  });

  it('lets the tick page for a case without vital information when the workflow is gone', async () => {
    const world = await given({ deliveries: 0 });
    const caseId = await world.submitCritical({ complete: false });
    await tickAlone(world, 16);
    expect(await stepsOf(world, caseId)).toEqual([...ladder, 'overdue-0']);
  });

  it('leaves a case that was just declared to its first run, for a quarter of a minute', async () => {
    const world = await given({ deliveries: 0 });
    const caseId = await world.submitCritical();
    await world.pass(0.24);
    await world.tick();
    expect(await stepsOf(world, caseId)).toEqual([]);
    await world.pass(0.01);
    await world.tick();
    expect(await stepsOf(world, caseId)).toEqual(['primary']);
  });

  it('lets the tick find the other clocks of a case whose ladder rests', async () => {
    const world = await given({ deliveries: 0 });
    const caseId = await world.submitCritical();
    await world.pass(0.25);
    await world.tick();
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await tickAlone(world, 12);
    expect(await stepsOf(world, caseId)).toEqual(['primary']);
    await tickAlone(world, 5);
    expect(await stepsOf(world, caseId)).toEqual(['primary', 'overdue-0', 'overdue-1']);
    expect(await typesOf(world, caseId, 'deadline.missed')).toHaveLength(1);
  });

  it('counts two agents who call at once as one callback', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await Promise.all([world.reach(caseId, agent), world.reach(caseId, agent2)]);
    expect(await typesOf(world, caseId, 'callback.reached')).toHaveLength(2);
    expect(world.transitions.filter((state) => state === 'Called back')).toHaveLength(1);
  });

  it('pages the next in line although one telephone is dead', async () => {
    const world = await given({ deadNumbers: ['+34600000001', '+34600000002'] });
    const caseId = await world.submitCritical();
    await world.pass(8);
    const receipts = (await typesOf(world, caseId, 'page.receipt')).map((entry) =>
      Reflect.get(entry.data, 'receipt'),
    );
    expect(receipts).toContain('failed');
    expect(world.texts.map(({ phone }) => phone)).toContain('+34600000005');
  });

  it('looks for somebody anew when a case that nobody called about is reopened', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await acknowledgePage(world.desk, { principal: agent, caseId });
    await world.miss(caseId);
    await world.end(caseId);
    await world.propose(caseId);
    await world.answer(caseId, true);
    await world.pass(5 * 60);
    const before = (await world.timeline(caseId)).length;
    await reopenCase(world.desk, { principal: ana, caseId, reason: 'Down again, and nobody called.' });
    await world.pass(16);
    const pages = (await world.timeline(caseId)).slice(before).filter(({ type }) => type === 'page.sent');
    expect(pages[0]?.at).toBe(world.at(5 * 60));
    expect([...new Set(pages.map(({ data }) => Reflect.get(data, 'step')))]).toEqual([
      ...ladder,
      'overdue-0',
    ]);
    expect((await typesOf(world, caseId, 'deadline.missed')).map(({ at }) => at)).toEqual([
      world.at(5 * 60 + 15),
    ]);
    await world.reach(caseId);
    expect((await typesOf(world, caseId, 'callback.reached'))[0]).toMatchObject({
      data: { elapsedSeconds: 16 * 60 },
    });
  });

  it('asks for the next run when one is a day old, and that one alone goes on', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.reach(caseId);
    await setCadence(world.desk, { principal: ana, caseId, minutes: 8 * 60 });
    await setCadence(world.desk, { principal: agent, caseId, minutes: 8 * 60 });
    for (let sent = 0; sent < 3; sent++) {
      await world.pass(8 * 60 - 1);
      await world.update(caseId);
    }
    expect(await typesOf(world, caseId, 'workflow.renewed')).toEqual([]);
    await world.pass(8 * 60 - 1);
    await world.update(caseId);
    expect(await typesOf(world, caseId, 'workflow.renewed')).toHaveLength(1);
    expect(await typesOf(world, caseId, 'workflow.started')).toHaveLength(2);
    await world.pass(8 * 60);
    expect(await typesOf(world, caseId, 'deadline.missed')).toHaveLength(1);
    const statuses = world.runs().map(({ status }) => status);
    expect([...statuses].sort()).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  it('keeps far from 25,000 events in a day of paging everybody every two minutes', async () => {
    const world = await given();
    await world.submitCritical();
    await world.pass(15);
    const before = world.events();
    await world.pass(10);
    expect(24 * 6 * (world.events() - before)).toBeLessThan(25_000 / 2);
  });

  it('goes on in a run that somebody begins by hand once the case’s own has failed', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.pass(1);
    world.failRuns();
    await world.pass(2);
    const paged = world.texts.length;
    await world.begin(caseId);
    await world.pass(13);
    expect(world.texts.length).toBeGreaterThan(paged);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ at: world.at(15) }),
    ]);
    await world.reach(caseId);
    expect(world.transitions.at(-1)).toBe('Work with updates');
  });

  it('stays critical when it is reopened too late: the case that follows it is called about at once', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.reach(caseId);
    await world.end(caseId);
    await world.propose(caseId);
    await world.answer(caseId, true);
    await world.pass(60 * 24 * 60);
    const paged = world.texts.length;
    const next = await reopenCase(world.desk, { principal: ana, caseId, reason: 'Down again.' });
    await world.settle();
    expect(next.caseId).not.toBe(caseId);
    expect(next).toMatchObject({
      severity: 'critical',
      category: 'bug',
      critical: {
        stage: 'paging',
        vitalInformation: { ...vital, description: 'Down again.' },
        callbackDueAt: world.at(60 * 24 * 60 + 15),
      },
    });
    expect(world.texts.length).toBeGreaterThan(paged);
  });

  it('begins a new run when a closed case is reopened, and the old one does nothing more', async () => {
    const world = await given();
    const caseId = await world.submitCritical();
    await world.reach(caseId);
    await world.end(caseId);
    await world.propose(caseId);
    await world.answer(caseId, true);
    await reopenCase(world.desk, { principal: ana, caseId, reason: 'Down again.' });
    await world.pass(30);
    expect(world.runs()).toHaveLength(2);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ kind: 'critical-update' }) }),
    ]);
  });
});
