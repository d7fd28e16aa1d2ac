import { describe, expect, it } from 'vitest';
import { acknowledgePage } from '../../../shared/desk/critical/acknowledge-page.ts';
import { classifyCase } from '../../../shared/desk/critical/raise-severity.ts';
import { recordIntake } from '../../../shared/desk/critical/record-intake.ts';
import { setCadence } from '../../../shared/desk/critical/set-cadence.ts';
import { givenDesks, typesOf } from './given.ts';
import { agent, ana, representative, vital } from './people.ts';

const given = givenDesks();

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
