import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventsPage, writeCatalogue } from '../../docs/events/generate.ts';
import { breakingChanges } from '../../shared/contracts/compatibility.ts';
import { type EventCatalogue, eventCatalogue, type JsonSchema } from '../../shared/contracts/events.ts';
import { publicationOf } from '../../shared/contracts/publication.ts';
import { caseEvents, type TimelineEntry } from '../../shared/domain/case/events.ts';

const current = eventCatalogue();
const released = JSON.parse(readFileSync('docs/events/v1.json', 'utf8')) as EventCatalogue;

/** One event `thing.happened` whose data has these fields. */
function catalogue(
  properties: Record<string, JsonSchema>,
  required = Object.keys(properties),
): EventCatalogue {
  const data = { type: 'object', properties, required };
  const detail = { type: 'object', properties: {}, required: [] };
  return { version: 1, source: 'guardia', detail, events: { 'thing.happened': { meaning: '', data } } };
}

describe('the catalogue of events', () => {
  it('breaks nobody who reads the released events', () => {
    expect(breakingChanges(released, current)).toEqual([]);
  });

  it('is what docs/events.md says: run `npm run docs:events` after a change', () => {
    expect(readFileSync('docs/events.md', 'utf8')).toBe(eventsPage(current));
  });

  it('is never pinned anew with a change that breaks somebody: what was released stays written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guardia-events-'));
    mkdirSync(join(folder, 'events'));
    const written = () => readFileSync(join(folder, 'events', 'v1.json'), 'utf8');
    const [text, number] = [{ type: 'string' }, { type: 'number' }];
    writeCatalogue(catalogue({ a: text }), folder);
    const before = written();

    expect(() => writeCatalogue(catalogue({ a: number }), folder)).toThrow('thing.happened.a');
    expect(written()).toBe(before);
    writeCatalogue(catalogue({ a: text, b: text }), folder);
    expect(written()).toContain('"b"');
  });

  it('names every event that a case can have', () => {
    expect(Object.keys(current.events)).toEqual(Object.keys(caseEvents).sort());
  });

  it('publishes exactly the fields that it describes, and never the words of a message', () => {
    const entry: TimelineEntry<'note.added'> = {
      type: 'note.added',
      at: '2026-11-24T09:43:10.000Z',
      actor: { kind: 'agent', id: 'agent', name: 'Elena Ruiz' },
      visibility: 'internal',
      data: { text: 'Between us.', attachments: [] },
      id: 'c.7',
      caseId: 'c',
      number: '12345678',
      accountId: 'acme',
      seq: 7,
      contentHash: '',
      hash: '',
    };
    const { detail } = publicationOf(entry);

    const described = Object.keys(current.detail.properties as object);
    expect(Object.keys(detail).sort()).toEqual([...described, 'data', 'type'].sort());
    expect(detail.data).toEqual({});
    expect(current.events['note.added']?.data.properties).toEqual({});
    expect(JSON.stringify(detail)).not.toContain('Between us.');
  });
});

describe('a change of an event', () => {
  const text: JsonSchema = { type: 'string' };
  const words = (...list: string[]): JsonSchema => ({ type: 'string', enum: list });
  const either = (...list: JsonSchema[]): JsonSchema => ({ anyOf: list });
  const nothing: JsonSchema = { type: 'null' };

  it.each([
    { was: { a: text }, is: { a: text, b: text }, because: 'a field was added' },
    { was: { a: words('x') }, is: { a: words('x', 'y') }, because: 'a word was added' },
    { was: { a: either(text, nothing) }, is: { a: either(nothing, text) }, because: 'order says nothing' },
    { was: { a: text }, is: { a: { ...text, description: 'Now explained.' } }, because: 'words were added' },
  ])('breaks nobody where $because', ({ was, is }) => {
    expect(breakingChanges(catalogue(was), catalogue(is))).toEqual([]);
  });

  it.each([
    { was: { a: text }, is: {}, says: 'thing.happened.a: the field is gone' },
    { was: { a: text }, is: { a: { type: 'number' } }, says: 'it may be number now' },
    { was: { a: text }, is: { a: either(text, nothing) }, says: 'it may be null now' },
    { was: { a: either(text, nothing) }, is: { a: text }, says: 'it can no longer be null' },
    { was: { a: words('x', 'y') }, is: { a: words('x') }, says: '"y" is gone' },
    { was: { a: { ...text, format: 'date-time' } }, is: { a: text }, says: 'it may be string now' },
    { was: { a: { type: 'array', items: text } }, is: { a: { type: 'array', items: nothing } }, says: 'a[]' },
    {
      was: { a: { type: 'object', properties: { b: text }, required: ['b'] } },
      is: { a: { type: 'object', properties: {}, required: [] } },
      says: 'thing.happened.a.b: the field is gone',
    },
  ])('is named: $says', ({ was, is, says }) => {
    expect(breakingChanges(catalogue(was), catalogue(is)).join('; ')).toContain(says);
  });

  it('is named where a field that was always there may be absent', () => {
    const breaks = breakingChanges(catalogue({ a: text }), catalogue({ a: text }, []));

    expect(breaks).toEqual(['thing.happened.a: it may be absent now']);
  });

  it('is named where the event itself is gone', () => {
    expect(breakingChanges(catalogue({}), { ...catalogue({}), events: {} })).toEqual([
      'thing.happened: the event is gone',
    ]);
  });
});
