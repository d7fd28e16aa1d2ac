import { describe, expect, it } from 'vitest';
import { nextPages } from '../../../../shared/domain/paging/index.ts';
import { aChannel, aLayer, aSchedule } from '../oncall/schedules.ts';
import { aPerson, aQuestion, paged, playFrom, schedule, T } from './questions.ts';

describe('the ladder', () => {
  it('widens inside the 15 minutes, and goes on at every retry until the customer is reached', () => {
    const everyone = (time: string, step: string) =>
      ['ana', 'ben', 'dan', 'tam'].map((id) => `${time} ${id} ${step}`);
    expect(playFrom(aQuestion(), T(17))).toEqual([
      'T+0 ana primary',
      'T+2 ana primary-again',
      'T+4 ben secondary',
      'T+7 dan duty-lead',
      ...everyone('T+10', 'everyone'),
      ...everyone('T+13', 'red'),
      ...everyone('T+15', 'overdue-0'),
      ...everyone('T+17', 'overdue-1'),
    ]);
  });

  it('pages every channel of a person at once, each with a key of its own', () => {
    const { pages, nextLookAt } = nextPages(aQuestion());
    expect(pages.map(({ kind }) => kind)).toEqual(['push', 'sms', 'voice']);
    expect(new Set(pages.map(({ key }) => key)).size).toBe(3);
    expect(nextLookAt).toBe(T(2));
  });

  it('answers the same question with the same keys, and a tried page never again', () => {
    const { pages } = nextPages(aQuestion());
    expect(nextPages(aQuestion()).pages).toEqual(pages);
    expect(nextPages(aQuestion({ attempts: pages })).pages).toEqual([]);
    expect(nextPages(aQuestion({ attempts: pages.slice(1) })).pages).toEqual(pages.slice(0, 1));
  });

  it('does not hold back the page of another case (goalert#4188)', () => {
    const { pages } = nextPages(aQuestion());
    expect(nextPages(aQuestion({ caseId: 'case-2', attempts: pages })).pages).toHaveLength(3);
  });

  it('pages anew when a case becomes critical a second time', () => {
    const { pages } = nextPages(aQuestion());
    const again = aQuestion({ startedAt: T(60), callbackDueAt: T(75), now: T(60), attempts: pages });
    expect(nextPages(again).pages).toHaveLength(3);
  });

  it('pages each person once for all the steps that an outage missed', () => {
    expect(paged(aQuestion({ now: T(8) }))).toEqual(['ana primary-again', 'ben secondary', 'dan duty-lead']);
    expect(paged(aQuestion({ now: T(20) }))).toEqual([
      'ana overdue-2',
      'ben overdue-2',
      'dan overdue-2',
      'tam overdue-2',
    ]);
  });

  it('pages who is on call now, not who was when the step began', () => {
    const handover = aSchedule({
      ...schedule,
      overrides: [{ overrideId: 'o', layerId: 'primary', personId: 'zoe', from: T(1), to: T(60) }],
    });
    expect(paged(aQuestion({ schedule: handover, now: T(1) }))).toEqual(['zoe primary']);
  });

  it('is over once the customer is reached', () => {
    const calls = [{ personId: 'ana', startedAt: T(3), met: true }];
    expect(nextPages(aQuestion({ now: T(16), calls }))).toEqual({ pages: [], nextLookAt: null });
  });
});

describe('people who cannot be reached', () => {
  it('a contact that does not work silences no other of the person, nor anybody else (oncall#1503)', () => {
    const ana = aPerson('ana', {
      channels: [
        aChannel({ channelId: 'bad', kind: 'sms', verifiedAt: null }),
        aChannel({ channelId: 'off', kind: 'push', enabled: false }),
        aChannel({ channelId: 'voice', kind: 'voice' }),
      ],
    });
    const { pages } = nextPages(aQuestion({ people: [ana, aPerson('ben')] }));
    expect(pages.map(({ channelId }) => channelId)).toEqual(['voice']);
  });

  it('the next wider audience is paged at once where a step has nobody', () => {
    const people = [aPerson('ana', { channels: [] }), aPerson('ben'), aPerson('dan')];
    expect(paged(aQuestion({ people }))).toEqual(['ben primary']);
  });

  it('whoever can be reached is paged where the schedule has nobody', () => {
    const empty = aSchedule({ layers: [aLayer({ rotation: { ...aLayer().rotation, members: [] } })] });
    expect(paged(aQuestion({ schedule: empty, tamIds: [], people: [aPerson('zoe')] }))).toEqual([
      'zoe primary',
    ]);
  });

  it('nobody on leave is woken with everyone', () => {
    const leave = [{ leaveId: 'l', personId: 'dan', deputyId: 'zoe', from: T(-60), to: T(60) }];
    const away = aSchedule({ ...schedule, leave });
    expect(paged(aQuestion({ schedule: away, now: T(10) }))).toEqual([
      'ana everyone',
      'ben everyone',
      'tam everyone',
      'zoe everyone',
    ]);
  });
});

describe('a personal chain', () => {
  const ana = aPerson('ana', {
    channels: [
      aChannel({ channelId: 'push', kind: 'push' }),
      aChannel({ channelId: 'sms', kind: 'sms', delaySeconds: 30 }),
      aChannel({ channelId: 'voice', kind: 'voice', delaySeconds: 180 }),
    ],
  });

  it('gives each channel its turn, also after the next step has begun (oncall#934)', () => {
    const attempts: { key: string }[] = [];
    const log: string[] = [];
    for (let now: string | null = T(0); now !== null && now <= T(3); ) {
      const { pages, nextLookAt } = nextPages(aQuestion({ people: [ana, aPerson('ben')], now, attempts }));
      attempts.push(...pages);
      log.push(
        ...pages.map(({ stepId, channelId, dueAt }) => `${dueAt.slice(14, 19)} ${channelId} ${stepId}`),
      );
      now = nextLookAt;
    }
    expect(log).toEqual([
      '00:00 push primary',
      '00:30 sms primary',
      '02:00 push primary-again',
      '02:30 sms primary-again',
      '03:00 voice primary',
    ]);
  });
});

describe('a personal chain whose first channel does not work', () => {
  it('begins at once with the next', () => {
    const ana = aPerson('ana', {
      channels: [
        aChannel({ channelId: 'push', kind: 'push', enabled: false }),
        aChannel({ channelId: 'sms', kind: 'sms', delaySeconds: 60 }),
      ],
    });
    const { pages, nextLookAt } = nextPages(aQuestion({ people: [ana] }));
    expect(pages.map(({ channelId, dueAt }) => [channelId, dueAt])).toEqual([['sms', T(0)]]);
    expect(nextLookAt).toBe(T(2));
  });
});

describe('an acknowledgement', () => {
  const acknowledgement = { personId: 'ana', at: T(1) };

  it('stops the ladder, the rest of the chain included, until the callback is due (oncall#4654)', () => {
    expect(nextPages(aQuestion({ acknowledgement, now: T(2) }))).toEqual({ pages: [], nextLookAt: T(15) });
    expect(nextPages(aQuestion({ acknowledgement, now: T(14.99) })).pages).toEqual([]);
  });

  it('stops nothing once the callback is due', () => {
    expect(paged(aQuestion({ acknowledgement, now: T(15) }))).toEqual([
      'ana overdue-0',
      'ben overdue-0',
      'dan overdue-0',
      'tam overdue-0',
    ]);
  });

  it('that comes late gives one retry of quiet', () => {
    const late = aQuestion({ acknowledgement: { personId: 'ben', at: T(15.5) } });
    expect(nextPages({ ...late, now: T(17) })).toEqual({ pages: [], nextLookAt: T(17.5) });
    expect(paged({ ...late, now: T(17.5) })).toContain('ana overdue-1');
  });
});

describe('a call that did not get through', () => {
  const calls = [{ personId: 'ana', startedAt: T(3), met: false }];
  const acknowledgement = { personId: 'ana', at: T(1) };

  it('is followed by a reminder to its caller alone every two minutes', () => {
    expect(playFrom(aQuestion({ acknowledgement, calls, now: T(3) }), T(8))).toEqual([
      'T+5 ana call-again-1-1',
      'T+7 ana call-again-1-2',
    ]);
  });

  it('keeps the ladder quiet only as long as somebody goes on calling', () => {
    const seen = playFrom(aQuestion({ calls, now: T(3) }), T(7));
    expect(seen).toEqual([
      'T+5 ana call-again-1-1',
      'T+7 ana primary-again',
      'T+7 ben secondary',
      'T+7 dan duty-lead',
    ]);
  });

  it('does not keep everybody from hearing that the callback is overdue', () => {
    const lately = [{ personId: 'ana', startedAt: T(14), met: false }];
    expect(paged(aQuestion({ calls: lately, now: T(15) }))).toContain('dan overdue-0');
  });

  it('once overdue, lets the others rest while its caller tries again', () => {
    const lately = [{ personId: 'ana', startedAt: T(15.5), met: false }];
    const question = aQuestion({ calls: lately });
    expect(paged({ ...question, now: T(17) })).toEqual([]);
    expect(paged({ ...question, now: T(17.5) })).toEqual(['ana call-again-1-1']);
    expect(paged({ ...question, now: T(19.5) })).toContain('dan overdue-2');
  });
});
