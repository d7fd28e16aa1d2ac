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

/** The same story, and an entry that tells of an erasure. */
const erasedStory = (): TimelineEntry[] =>
  new Story()
    .deskAnswers()
    .customerWrites({ text: 'Thanks.' })
    .deskAnswers({ waitingOnCustomer: true })
    .does((_of, { now, actor }) => [
      {
        type: 'person.erased',
        at: now,
        actor,
        visibility: 'internal',
        data: { contactId: 'ana', reason: 'Asked for.' },
      },
    ]).entries;
const withoutContent = (of: readonly TimelineEntry[], index: number): TimelineEntry[] =>
  of.map((entry, at) =>
    at === index ? ({ ...entry, data: {}, erased: true } as unknown as TimelineEntry) : entry,
  );

it('law: an entry that calls itself erased is believed only where the timeline tells of an erasure', () =>
  fc.assert(
    fc.property(place, (index) => {
      expect(firstBrokenLink(withoutContent(entries(), index), sha256)).toBe(index + 1);
    }),
  ));

it('law: a timeline that ends before its case does has a broken link where the next entry was', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), (kept) => {
      const story = new Story().deskAnswers().customerWrites({ text: 'Thanks.' }).deskAnswers();

      expect(firstBrokenLink(story.entries, sha256, story.current)).toBeNull();
      expect(firstBrokenLink(story.entries.slice(0, kept), sha256, story.current)).toBe(kept + 1);
    }),
  ));

it('law: another end than the one that the case knows is a broken link', () => {
  const { current: head } = new Story().deskAnswers();
  const other = new Story().deskAnswers({ text: 'Something else.' });

  expect(firstBrokenLink(other.entries, sha256, head)).toBe(head.version);
});

it('law: what was erased keeps its place, and forges nothing else by it', () =>
  fc.assert(
    fc.property(place, (index) => {
      const erased = withoutContent(erasedStory(), index);
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
