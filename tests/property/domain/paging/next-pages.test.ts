import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Responder } from '../../../../shared/domain/oncall/index.ts';
import { nextPages, type PagingQuestion } from '../../../../shared/domain/paging/index.ts';
import { aChannel } from '../../../unit/domain/oncall/schedules.ts';
import { aPerson, aQuestion, T } from '../../../unit/domain/paging/questions.ts';

const half = (most: number) => fc.nat(most * 2).map((halves) => T(halves / 2));

const person = (personId: string): fc.Arbitrary<Responder> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('push', 'sms', 'voice', 'mail'),
        works: fc.boolean(),
        delaySeconds: fc.constantFrom(0, 30, 90, 200),
      }),
      { maxLength: 4 },
    )
    .map((channels) =>
      aPerson(personId, {
        channels: channels.map(({ kind, works, delaySeconds }, index) =>
          aChannel({
            channelId: `${kind}-${index}`,
            kind,
            delaySeconds,
            verifiedAt: works ? '2026-01-01T00:00:00.000Z' : null,
          }),
        ),
      }),
    );

const question = (): fc.Arbitrary<PagingQuestion> =>
  fc
    .record({
      people: fc.tuple(person('ana'), person('ben'), person('dan'), person('tam')),
      now: half(25),
      acknowledgement: fc.option(half(20).map((at) => ({ personId: 'ana', at }))),
      calls: fc.array(
        half(20).map((startedAt) => ({ personId: 'ana', startedAt, met: false })),
        { maxLength: 3 },
      ),
    })
    .map(({ people, now, acknowledgement, calls }) =>
      aQuestion({
        people,
        now,
        acknowledgement: acknowledgement !== null && acknowledgement.at <= now ? acknowledgement : null,
        calls: calls
          .filter(({ startedAt }) => startedAt <= now)
          .sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
      }),
    );

describe('the laws of paging', () => {
  it('the next look lies ahead, and nothing falls due before it', () => {
    fc.assert(
      fc.property(
        question(),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (asked, share) => {
          const { pages, nextLookAt } = nextPages(asked);
          expect(nextLookAt).not.toBeNull();
          const now = Date.parse(asked.now);
          const next = Date.parse(nextLookAt ?? '');
          expect(next).toBeGreaterThan(now);
          const between = new Date(now + Math.floor((next - now) * share)).toISOString();
          expect(nextPages({ ...asked, now: between, attempts: pages }).pages).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('no page goes out twice, early, or to a channel that does not work', () => {
    fc.assert(
      fc.property(question(), (asked) => {
        const sent: string[] = [];
        let now: string | null = asked.now;
        for (let looks = 0; looks < 30 && now !== null; looks++) {
          const attempts = sent.map((key) => ({ key }));
          const { pages, nextLookAt } = nextPages({ ...asked, now, attempts });
          for (const { key, dueAt, personId, channelId } of pages) {
            expect(sent).not.toContain(key);
            expect(dueAt <= now).toBe(true);
            const channels =
              asked.people.find((candidate) => candidate.personId === personId)?.channels ?? [];
            expect(channels.find((channel) => channel.channelId === channelId)?.verifiedAt).not.toBeNull();
            sent.push(key);
          }
          now = nextLookAt;
        }
      }),
    );
  });

  it('somebody is paged at once, whoever it is, as long as anybody has a channel that works', () => {
    fc.assert(
      fc.property(question(), (asked) => {
        const reachable = asked.people.some(({ channels }) =>
          channels.some(({ verifiedAt }) => verifiedAt !== null),
        );
        const { pages } = nextPages({ ...asked, now: T(0), acknowledgement: null, calls: [] });
        expect(pages.length > 0).toBe(reachable);
      }),
    );
  });
});
