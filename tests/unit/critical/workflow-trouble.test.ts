import { describe, expect, it } from 'vitest';
import { acknowledgePage } from '../../../shared/desk/critical/acknowledge-page.ts';
import { setCadence } from '../../../shared/desk/critical/set-cadence.ts';
import { reopenCase } from '../../../shared/desk/reopen-case.ts';
import { type Given, givenDesks, typesOf } from './given.ts';
import { agent, agent2, ana, vital } from './people.ts';

const given = givenDesks();

/** A critical case from its submission to the closing that both have agreed. */
const closedByBoth = async (world: Given) => {
  const caseId = await world.submitCritical();
  await world.reach(caseId);
  await world.end(caseId);
  await world.propose(caseId);
  await world.answer(caseId, true);
  return { world, caseId };
};

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
    const runs = world.runs();
    expect(runs.map(({ status }) => status).sort()).toEqual(['RUNNING', 'SUCCEEDED']);
    const { execution } = (await world.desk.tasks.read(caseId)) ?? {};
    expect(execution).toBe(runs.find(({ status }) => status === 'RUNNING')?.name);
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
    const { world, caseId } = await closedByBoth(await given());
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
    const { world, caseId } = await closedByBoth(await given());
    await reopenCase(world.desk, { principal: ana, caseId, reason: 'Down again.' });
    await world.pass(30);
    expect(world.runs()).toHaveLength(2);
    expect(await typesOf(world, caseId, 'deadline.missed')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ kind: 'critical-update' }) }),
    ]);
  });
});
