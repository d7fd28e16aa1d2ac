import type { Responder } from '../../../../shared/domain/oncall/index.ts';
import { defaultLadder, nextPages, type PagingQuestion } from '../../../../shared/domain/paging/index.ts';
import { aChannel, aLayer, aResponder, aSchedule } from '../oncall/schedules.ts';

export const zero = Date.parse('2026-11-24T10:00:00.000Z');
/** The instant so many minutes after the vital information was complete. */
export const T = (minutes: number): string => new Date(zero + minutes * 60_000).toISOString();

export const aPerson = (personId: string, override: Partial<Responder> = {}): Responder =>
  aResponder(personId, {
    channels: [
      aChannel({ channelId: 'push', kind: 'push' }),
      aChannel({ channelId: 'sms', kind: 'sms' }),
      aChannel({ channelId: 'voice', kind: 'voice' }),
    ],
    ...override,
  });

const seat = (role: 'primary' | 'secondary' | 'duty-lead', member: string) =>
  aLayer({ layerId: role, role, rotation: { ...aLayer().rotation, members: [member] } });

export const schedule = aSchedule({
  layers: [seat('primary', 'ana'), seat('secondary', 'ben'), seat('duty-lead', 'dan')],
});

/** A case with ana as primary, ben as secondary, dan as duty lead, and tam for its account. */
export const aQuestion = (override: Partial<PagingQuestion> = {}): PagingQuestion => ({
  caseId: 'case-1',
  ladder: defaultLadder,
  startedAt: T(0),
  callbackDueAt: T(15),
  now: T(0),
  schedule,
  people: ['ana', 'ben', 'dan', 'tam', 'zoe'].map((id) => aPerson(id)),
  tamIds: ['tam'],
  attempts: [],
  acknowledgement: null,
  calls: [],
  ...override,
});

/** Whom a question pages now, each once, and on which step. */
export const paged = (question: PagingQuestion): readonly string[] => [
  ...new Set(nextPages(question).pages.map(({ personId, stepId }) => `${personId} ${stepId}`)),
];

/** Asks at each time that the answers name, as the desk does, and tells who was paged when. */
export function playFrom(question: PagingQuestion, until: string): readonly string[] {
  const attempts: { key: string }[] = [...question.attempts];
  const log: string[] = [];
  let now: string | null = question.now;
  while (now !== null && now <= until) {
    const asked: PagingQuestion = { ...question, now, attempts };
    const minutes = (Date.parse(now) - zero) / 60_000;
    log.push(...paged(asked).map((line) => `T+${minutes} ${line}`));
    const { pages, nextLookAt } = nextPages(asked);
    attempts.push(...pages);
    now = nextLookAt;
  }
  return log;
}
