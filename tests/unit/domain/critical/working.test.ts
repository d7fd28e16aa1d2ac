import { describe, expect, it } from 'vitest';
import { isMissed } from '../../../../shared/domain/case/case.ts';
import { decideBreach } from '../../../../shared/domain/case/critical/breach.ts';
import { decideCadence } from '../../../../shared/domain/case/critical/cadence.ts';
import { decideLogCallback } from '../../../../shared/domain/case/critical/callback.ts';
import { decideHandover } from '../../../../shared/domain/case/critical/handover.ts';
import { decideNudge, decideSendUpdate } from '../../../../shared/domain/case/critical/update.ts';
import { ana, at, clock, criticalStory, luis, mail, marta, reachedCall, rosa, type Story } from './story.ts';

/** Called back from minute 5 to 8: the first update is due at 38. */
const working = (): Story =>
  criticalStory().does(marta, 9, (of, context) => decideLogCallback(of, reachedCall(5), context));

const update = (expectedResolutionAt: string | null, nextEstimateAt: string | null = null) => ({
  nature: 'A database refuses writes.',
  changed: 'A replica takes over.',
  expectedResolutionAt,
  nextEstimateAt,
  mail,
});

describe('customer updates', () => {
  it('make the next one due a cadence later', () => {
    const { current } = working().does(marta, 20, (of, context) =>
      decideSendUpdate(of, update(at(90)), context),
    );
    expect(current.deadlines).toMatchObject({ 'critical-update': at(50), 'critical-update-nudge': at(45) });
    expect(current.critical).toMatchObject({
      updates: 1,
      lastUpdateAt: at(20),
      nextUpdateDueAt: at(50),
      expectedResolutionAt: at(90),
    });
  });

  it.each([
    { first: at(90), second: at(120), slipSeconds: 1_800, because: 'it takes half an hour longer' },
    { first: at(90), second: at(80), slipSeconds: -600, because: 'it is over sooner' },
    { first: null, second: at(80), slipSeconds: null, because: 'there was no estimate to slip from' },
  ])(
    'tell that the estimate moved by $slipSeconds seconds, because $because',
    ({ first, second, slipSeconds }) => {
      const { entries } = working()
        .does(marta, 20, (of, context) => decideSendUpdate(of, update(first, at(40)), context))
        .does(marta, 40, (of, context) => decideSendUpdate(of, update(second), context));
      expect(entries.at(-1)?.data).toMatchObject({ slipSeconds });
    },
  );

  it.each([
    { given: update(null), because: 'nothing is expected' },
    { given: update(at(19)), because: 'that time has passed' },
    { given: update(null, at(19)), because: 'that time has passed' },
  ])('are refused without an expectation, because $because', ({ given }) => {
    expect(() => working().does(marta, 20, (of, context) => decideSendUpdate(of, given, context))).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  });

  it('do not stand in for the callback', () => {
    const { current } = criticalStory().does(marta, 5, (of, context) =>
      decideSendUpdate(of, update(at(60)), context),
    );
    expect(current.deadlines).toMatchObject({ callback: at(15) });
    expect(current.deadlines).not.toHaveProperty('critical-update');
  });

  it.each([ana, rosa])('are refused from a $kind', (who) => {
    expect(() =>
      working().does(who, 20, (of, context) => decideSendUpdate(of, update(at(60)), context)),
    ).toThrow(expect.objectContaining({ kind: 'forbidden' }));
  });

  it('are reminded of once, five minutes before', () => {
    const story = working();
    for (const minutes of [32.9, 33, 34]) story.does(clock, minutes, decideNudge);
    expect(story.entries.filter(({ type }) => type === 'update.nudged').map((entry) => entry.at)).toEqual([
      at(33),
    ]);
  });

  it('are missed once, and owed until sent; the next promise can be missed anew', () => {
    const story = working();
    const breach = (minutes: number) =>
      story.does(clock, minutes, (of, context) =>
        decideBreach(of, { kind: 'critical-update', escalateTo: null }, context),
      );
    breach(38);
    breach(39);
    expect(isMissed(story.current, 'critical-update')).toBe(true);
    expect(story.current.deadlines['critical-update']).toBe(at(38));
    story.does(marta, 40, (of, context) => decideSendUpdate(of, update(at(90)), context));
    expect(isMissed(story.current, 'critical-update')).toBe(false);
    breach(70);
    expect(story.entries.filter(({ type }) => type === 'deadline.missed')).toHaveLength(2);
  });
});

describe('the agreed cadence', () => {
  const propose = (minutes: number) => (story: Story, who: typeof ana, when: number) =>
    story.does(who, when, (of, context) => decideCadence(of, { minutes, mail: null }, context));

  it('stays at 30 minutes while only one party wants another', () => {
    const { current } = propose(15)(working(), ana, 10);
    expect(current.critical?.cadence).toEqual({
      minutes: 30,
      agreed: false,
      proposal: { by: 'customer', minutes: 15, proposedBy: 'Ana' },
    });
    expect(current.deadlines['critical-update']).toBe(at(38));
  });

  it('is in force with both signatures, counted from the last time the customer heard', () => {
    const story = propose(20)(propose(20)(working(), ana, 10), marta, 11);
    expect(story.current.critical?.cadence).toEqual({ minutes: 20, agreed: true, proposal: null });
    expect(story.entries.at(-1)?.data).toMatchObject({ signatures: { customer: 'Ana', desk: 'Marta' } });
    expect(story.current.deadlines['critical-update']).toBe(at(25));
  });

  it('never makes an update overdue by agreeing', () => {
    const story = propose(5)(propose(5)(working(), marta, 20), ana, 21);
    expect(story.current.deadlines).toMatchObject({
      'critical-update': at(26),
      'critical-update-nudge': at(24),
    });
  });

  it('is not agreed by one party who says it twice', () => {
    const story = propose(15)(propose(15)(working(), ana, 10), ana, 11);
    expect(story.current.critical?.cadence.agreed).toBe(false);
    expect(story.entries.filter(({ type }) => type === 'cadence.proposed')).toHaveLength(1);
  });

  it('is renegotiable: a counter-proposal replaces the proposal', () => {
    const story = propose(45)(propose(20)(propose(15)(working(), ana, 10), marta, 11), ana, 12);
    expect(story.current.critical?.cadence.proposal).toMatchObject({ by: 'customer', minutes: 45 });
    propose(45)(story, marta, 13);
    expect(story.current.critical?.cadence).toMatchObject({ minutes: 45, agreed: true });
  });

  it.each([4, 1_441, 7.5, Number.NaN])('refuses %s minutes', (minutes) => {
    expect(() => propose(minutes)(working(), ana, 10)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it('can be agreed before the callback, and then rules the first update', () => {
    const story = propose(20)(propose(20)(criticalStory(), ana, 1), marta, 2);
    story.does(marta, 9, (of, context) => decideLogCallback(of, reachedCall(5), context));
    expect(story.current.deadlines['critical-update']).toBe(at(28));
  });
});

describe('a handover', () => {
  it('writes the situation down and makes the next one the owner, on the same clocks', () => {
    const story = working();
    const before = story.current.deadlines;
    story.does(marta, 12, (of, context) =>
      decideHandover(of, { toId: 'luis', toName: 'Luis', situation: 'Replica catching up.' }, context),
    );
    expect(story.current.ownerId).toBe('luis');
    expect(story.current.deadlines['critical-update']).toBe(before['critical-update']);
    expect(story.entries.slice(-2).map(({ type }) => type)).toEqual(['handover.noted', 'owner.assigned']);
  });

  it('is a note for the desk alone', () => {
    const story = working().does(luis, 12, (of, context) =>
      decideHandover(of, { toId: 'marta', toName: 'Marta', situation: 'Back to you.' }, context),
    );
    expect(story.entries.find(({ type }) => type === 'handover.noted')?.visibility).toBe('internal');
  });
});
