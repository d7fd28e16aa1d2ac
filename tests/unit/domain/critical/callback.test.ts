import { describe, expect, it } from 'vitest';
import { isMissed } from '../../../../shared/domain/case/case.ts';
import { decideBreach, overduePromise } from '../../../../shared/domain/case/critical/breach.ts';
import { decideLogCallback, type LoggedCall } from '../../../../shared/domain/case/critical/callback.ts';
import { decideVitalInformation } from '../../../../shared/domain/case/critical/vital-information.ts';
import {
  ana,
  at,
  clock,
  criticalStory,
  luis,
  mail,
  marta,
  reachedCall,
  rosa,
  start,
  vital,
} from './story.ts';

const attempt = (outcome: LoggedCall['outcome'], minutes: number): LoggedCall => ({
  ...reachedCall(minutes),
  outcome,
  durationSeconds: 0,
  mail,
});

describe('the callback within 15 minutes', () => {
  it('is due 15 minutes after the vital information was complete', () => {
    const { current } = criticalStory();
    expect(current.deadlines.callback).toBe(at(15));
    expect(current.critical).toMatchObject({ stage: 'paging', clockStartedAt: start, callbackDueAt: at(15) });
  });

  it('has no due time while the vital information is not there', () => {
    const { current } = criticalStory({ vitalInformation: null });
    expect(current.deadlines.callback).toBeUndefined();
    expect(current.critical?.stage).toBe('intake');
  });

  it('is met by a connected call to the number on record, and starts the update clock at its end', () => {
    const { current } = criticalStory().does(marta, 8, (of, context) =>
      decideLogCallback(of, reachedCall(4), context),
    );
    expect(current.critical).toMatchObject({
      stage: 'working',
      callbackReachedAt: at(4),
      nextUpdateDueAt: at(37),
    });
    expect(current.deadlines).toMatchObject({ 'critical-update': at(37), 'critical-update-nudge': at(32) });
    expect(current.deadlines).not.toHaveProperty('callback');
  });

  it.each([
    { outcome: 'no-answer', because: 'nobody was there' },
    { outcome: 'busy', because: 'the line was taken' },
    { outcome: 'voicemail', because: 'a machine promises nothing (goalert#921)' },
  ] as const)('stays owed after $outcome, because $because', ({ outcome }) => {
    const { current, entries } = criticalStory().does(marta, 3, (of, context) =>
      decideLogCallback(of, attempt(outcome, 3), context),
    );
    expect(current.deadlines.callback).toBe(at(15));
    expect(current.critical).toMatchObject({
      stage: 'paging',
      callbackAttempts: 1,
      lastCall: { personId: 'marta', startedAt: at(3) },
    });
    expect(entries.at(-1)?.data).toMatchObject({ outcome, nextAttemptAt: at(5), mail });
  });

  it.each([
    { wrong: { number: '+34600000999' }, path: 'number', because: 'another number proves nothing' },
    {
      wrong: { durationSeconds: 19 },
      path: 'durationSeconds',
      because: 'in 19 seconds nobody explains anything',
    },
    {
      wrong: { startedAt: at(-30) },
      path: 'startedAt',
      because: 'nobody called back before there was an issue',
    },
    { wrong: { startedAt: at(30) }, path: 'startedAt', because: 'that call has not been made' },
  ])('refuses a call with $wrong, because $because', ({ wrong, path }) => {
    const story = criticalStory();
    const log = () =>
      story.does(marta, 8, (of, context) => decideLogCallback(of, { ...reachedCall(4), ...wrong }, context));
    expect(log).toThrow(
      expect.objectContaining({ kind: 'invalid', fields: [expect.objectContaining({ path })] }),
    );
  });

  it('names every wrong field of a call at once', () => {
    const call = { ...reachedCall(-30), number: '+1' };
    expect(() =>
      criticalStory().does(marta, 5, (of, context) => decideLogCallback(of, call, context)),
    ).toThrow(
      expect.objectContaining({
        fields: ['number', 'startedAt'].map((path) => expect.objectContaining({ path })),
      }),
    );
  });

  it('accepts the corrected number once the vital information is corrected, on the first clock', () => {
    const corrected = { ...vital, contactPhone: '+34600000002' };
    const { current } = criticalStory()
      .does(rosa, 2, (of, context) =>
        decideVitalInformation(
          of,
          { vitalInformation: corrected, source: 'hotline', reason: 'wrong digit' },
          context,
        ),
      )
      .does(marta, 8, (of, context) =>
        decideLogCallback(of, { ...reachedCall(5), number: corrected.contactPhone }, context),
      );
    expect(current.critical).toMatchObject({
      callbackReachedAt: at(5),
      clockStartedAt: start,
      callbackDueAt: at(15),
    });
  });

  it('takes no time when the vital information was taken in the call itself', () => {
    const { entries } = criticalStory({ vitalInformation: null })
      .does(marta, 4, (of, context) =>
        decideVitalInformation(of, { vitalInformation: vital, source: 'hotline', reason: null }, context),
      )
      .does(marta, 6, (of, context) => decideLogCallback(of, reachedCall(3), context));
    expect(entries.at(-1)?.data).toMatchObject({ elapsedSeconds: 0 });
  });

  it('keeps the first of two agents who reach the customer at once, and both calls', () => {
    const { current, entries } = criticalStory()
      .does(marta, 8, (of, context) => decideLogCallback(of, reachedCall(4), context))
      .does(luis, 8, (of, context) => decideLogCallback(of, reachedCall(5), context));
    expect(current.critical?.callbackReachedAt).toBe(at(4));
    expect(current.deadlines['critical-update']).toBe(at(37));
    expect(entries.filter(({ type }) => type === 'callback.reached')).toHaveLength(2);
  });

  it('cannot end in the future: a call that is going on has not reached anybody yet', () => {
    const logged = (durationSeconds: number) => () =>
      criticalStory().does(marta, 5, (of, context) =>
        decideLogCallback(of, { ...reachedCall(5), durationSeconds }, context),
      );
    expect(logged(86_000)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path: 'durationSeconds' })] }),
    );
    expect(logged(61)).toThrow(expect.objectContaining({ kind: 'invalid' }));
    // Clocks differ by a little.
    expect(logged(60)).not.toThrow();
  });

  it.each([
    { who: ana, kind: 'forbidden', because: 'the customer is the one who is called' },
    { who: rosa, kind: 'forbidden', because: 'the contract gives the callback to an agent' },
  ])('refuses a call logged by $who.kind, because $because', ({ who, kind }) => {
    const log = () =>
      criticalStory().does(who, 5, (of, context) => decideLogCallback(of, reachedCall(4), context));
    expect(log).toThrow(expect.objectContaining({ kind }));
  });
});

describe('a callback that is late', () => {
  const escalateTo = { role: 'tam', id: 'tam', name: 'Tomás' } as const;
  const breach = (minutes: number) => {
    const story = criticalStory();
    return story.does(clock, minutes, (of, context) =>
      decideBreach(of, { kind: 'callback', escalateTo }, context),
    );
  };

  it('is no breach one millisecond early, and one at the time', () => {
    const { current } = criticalStory();
    expect(overduePromise(current, '2026-11-24T01:58:09.999Z')).toBeNull();
    expect(overduePromise(current, at(15))).toBe('callback');
  });

  it('is missed once, escalated, and goes on counting', () => {
    const story = breach(15);
    story.does(clock, 16, (of, context) => decideBreach(of, { kind: 'callback', escalateTo }, context));
    expect(story.entries.filter(({ type }) => type === 'deadline.missed')).toHaveLength(1);
    expect(story.entries.filter(({ type }) => type === 'case.escalated')).toHaveLength(1);
    expect(story.current.deadlines.callback).toBe(at(15));
    expect(isMissed(story.current, 'callback')).toBe(true);
  });

  it('tells how late it was once the customer is reached', () => {
    const { entries, current } = breach(15).does(marta, 22, (of, context) =>
      decideLogCallback(of, reachedCall(20), context),
    );
    expect(entries.at(-1)?.data).toMatchObject({ elapsedSeconds: 20 * 60 });
    expect(current.critical?.stage).toBe('working');
  });
});
