import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, firstBrokenLink } from '../../../../shared/domain/case/chain.ts';
import type { TimelineEntry } from '../../../../shared/domain/case/events.ts';
import { Story, sha256 } from '../../../unit/domain/case/story.ts';

const entries = (): TimelineEntry[] =>
  new Story().deskAnswers().customerWrites({ text: 'Thanks.' }).deskAnswers({ waitingOnCustomer: true })
    .entries;
const place = fc.integer({ min: 0, max: 4 });

/** What somebody with access to the table could do to an entry. */
const forgeries: Record<string, (entry: TimelineEntry) => unknown> = {
  words: (entry) => ({ ...entry, data: { ...entry.data, text: 'I never said that.' } }),
  author: (entry) => ({ ...entry, actor: { ...entry.actor, name: 'Somebody else' } }),
  time: (entry) => ({ ...entry, at: '2026-11-24T08:59:59.000Z' }),
  audience: (entry) => ({ ...entry, visibility: entry.visibility === 'public' ? 'internal' : 'public' }),
  kind: (entry) => ({ ...entry, type: 'note.added' }),
  place: (entry) => ({ ...entry, seq: entry.seq + 1 }),
  'words, with their hash': (entry) => {
    const data = { ...entry.data, text: 'I never said that.' };
    return { ...entry, data, contentHash: sha256(canonical({ actor: entry.actor, data })) };
  },
};

it('law: a timeline that nobody touched has no broken link', () => {
  expect(firstBrokenLink(entries(), sha256)).toBeNull();
});

it.each(Object.entries(forgeries))(
  'law: another %s of any entry breaks the chain right there',
  (_what, forge) =>
    fc.assert(
      fc.property(place, (index) => {
        const forged = entries().map((entry, at) => (at === index ? (forge(entry) as TimelineEntry) : entry));

        expect(firstBrokenLink(forged, sha256)).toBe(index + 1);
      }),
    ),
);

it('law: an entry that is taken out, or put in again, breaks the chain', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), (index) => {
      const without = entries().toSpliced(index, 1);
      const doubled = entries().flatMap((entry, at) => (at === index ? [entry, entry] : [entry]));

      expect(firstBrokenLink(without, sha256)).toBe(index + 1);
      expect(firstBrokenLink(doubled, sha256)).toBe(index + 2);
    }),
  ));

it('law: what was erased keeps its place, and forges nothing else by it', () =>
  fc.assert(
    fc.property(place, (index) => {
      const erased = entries().map((entry, at) =>
        at === index ? ({ ...entry, data: {}, erased: true } as unknown as TimelineEntry) : entry,
      );
      expect(firstBrokenLink(erased, sha256)).toBeNull();

      const later = erased.map((entry, at) =>
        at === index ? { ...entry, at: '2027-01-01T00:00:00.000Z' } : entry,
      );
      expect(firstBrokenLink(later, sha256)).toBe(index + 1);
    }),
  ));

it('law: one value has one text, however its fields are ordered', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());

      expect(canonical(reversed)).toBe(canonical(value));
    }),
  ));
