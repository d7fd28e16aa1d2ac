import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLists, type ListPage, type Run, runs } from '../../../../shared/aws/case-lists.ts';
import { caseItem } from '../../../../shared/aws/case-store.ts';
import { openCase } from '../../../../shared/desk/open-case.ts';
import { described } from '../../../../shared/desk/submit-case.ts';
import { termsOf as promisesOf } from '../../../../shared/desk/terms-of.ts';
import type { Case } from '../../../../shared/domain/case/case.ts';
import { decideOpen } from '../../../../shared/domain/case/open.ts';
import { matchesAll, termsOf, termsOfQuery, wordsOf } from '../../../../shared/domain/case/search.ts';
import { type TestDesk, testDesk } from '../../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../../support/dynamodb.ts';

const word = fc.stringMatching(/^[a-zA-ZáéñüÁÉ]{2,12}$/);
const subject = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const requester = { address: 'ana.garcia@acme.example', name: 'Ana García' };
const copied = { address: 'legal@partner.example', name: 'Berta Soler' };
/** A case as far as it is searched. */
const searched = (text: string) => ({
  number: '48219355',
  subject: text,
  requester,
  parties: [requester, copied],
  affected: { domain: 'news.acme.example' },
});

describe('search', () => {
  it('law: a case is found by any beginning of any word of its subject, however it is written', () => {
    return fc.assert(
      fc.property(subject, fc.nat(), fc.integer({ min: 2, max: 12 }), (text, pick, length) => {
        const words = text.split(' ');
        const chosen = words[pick % words.length] ?? '';
        const typed = chosen.slice(0, length).toUpperCase();
        fc.pre(wordsOf(typed).length > 0);

        expect(matchesAll(searched(text), termsOfQuery(typed))).toBe(true);
      }),
    );
  });

  it('law: more words find fewer cases, never others', () => {
    return fc.assert(
      fc.property(subject, subject, subject, (text, one, two) => {
        const of = searched(text);
        const both = matchesAll(of, [...termsOfQuery(one), ...termsOfQuery(two)]);

        expect(both).toBe(matchesAll(of, termsOfQuery(one)) && matchesAll(of, termsOfQuery(two)));
      }),
    );
  });

  it('law: the words of anything are bounded, lower case and without accents', () => {
    return fc.assert(
      fc.property(fc.string({ maxLength: 5_000, unit: 'grapheme' }), (text) => {
        const terms = termsOf(searched(text));

        expect(terms.length).toBeLessThanOrEqual(120);
        for (const term of terms) {
          expect(term.length).toBeLessThanOrEqual(40);
          expect(wordsOf(term)).toEqual([term]);
        }
      }),
    );
  });

  it.each([
    { typed: 'ana.garcia@acme.example', because: 'the whole address' },
    { typed: 'acme.example', because: 'the domain of the address' },
    { typed: 'garcia', because: 'a name without its accent' },
    { typed: 'GARCÍA', because: 'a name with it' },
    { typed: '4821', because: 'the beginning of its number' },
    { typed: '4821-93', because: 'more of its number, with the dash' },
    { typed: '#4821-9355', because: 'the whole number as mails write it' },
    { typed: 'legal@partner', because: 'the address of somebody who has a copy' },
    { typed: 'soler', because: 'their name' },
    { typed: 'news.acme', because: 'the domain that it is about' },
  ])('finds a case by $because', ({ typed }) => {
    expect(matchesAll(searched('A question'), termsOfQuery(typed))).toBe(true);
  });
});

it('a long subject is found by its last words, and by its people all the same', () => {
  const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');

  for (const typed of ['word59', 'garcia', 'acme.example', '48219355']) {
    expect(matchesAll(searched(text), termsOfQuery(typed)), typed).toBe(true);
  }
});

describe('a list', () => {
  let dynamodb: TestDynamoDb;
  let given: TestDesk;
  let template: Case;
  beforeAll(async () => {
    dynamodb = await startDynamoDb();
    given = await testDesk(await dynamodb.table());
    const terms = await promisesOf(given.desk, 'acme');
    const result = await openCase(given.desk, {
      markers: () => [],
      decide: ({ number }) =>
        decideOpen(
          {
            number,
            accountId: 'acme',
            subject: 'A question',
            category: 'information',
            severity: 'non-critical',
            channel: 'api',
            language: 'en',
            requester,
            parties: [requester],
            quarantine: null,
            message: described({ requester, text: 'Words.', subject: 'A question', files: [] }),
          },
          { now: given.clock.now(), actor: { kind: 'contact', id: 'ana', name: 'Ana' }, terms },
        ),
    });
    if (!('opened' in result)) throw new Error('A new case is opened.');
    template = result.opened;
  });
  afterAll(() => dynamodb.stop());

  const statuses = ['new', 'in-progress', 'waiting-on-customer', 'closure-proposed'] as const;
  const minute = (offset: number) =>
    new Date(Date.parse('2026-11-24T09:00:00.000Z') + offset * 60_000).toISOString();
  const drawn = fc.array(fc.record({ status: fc.constantFrom(...statuses), due: fc.option(fc.nat(500)) }), {
    maxLength: 30,
  });

  async function filled(cases: readonly { status: (typeof statuses)[number]; due: number | null }[]) {
    const table = await dynamodb.table();
    for (const [index, { status, due }] of cases.entries()) {
      const deadlines = due === null ? {} : { update: minute(due) };
      const of: Case = { ...template, caseId: `case${String(index).padStart(3, '0')}`, status, deadlines };
      await table.client.send(new PutCommand({ TableName: table.name, Item: caseItem(of) }));
    }
    return caseLists(table);
  }

  async function paged(lists: ReturnType<typeof caseLists>, from: readonly Run[], limit: number) {
    const pages: string[][] = [];
    let after: Readonly<Record<string, string>> | null = null;
    do {
      const page: ListPage<{ caseId: string }> = await lists.page(from, { limit, after });
      pages.push(page.items.map(({ caseId }) => caseId));
      after = page.next;
    } while (after !== null && pages.length < 100);
    return pages;
  }

  it('law: pages of several runs, joined, are all cases once, the most urgent first, whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.integer({ min: 1, max: 12 }), async (cases, limit) => {
        const lists = await filled(cases);
        const from = statuses.map((status) => runs.status(status));

        const pages = await paged(lists, from, limit);

        const sorted = cases
          .map(({ due }, index) => ({ due: due ?? Number.MAX_SAFE_INTEGER, index }))
          .sort((a, b) => a.due - b.due || a.index - b.index)
          .map(({ index }) => `case${String(index).padStart(3, '0')}`);
        expect(pages.flat()).toEqual(sorted);
        expect(pages.every((page) => page.length <= limit)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('law: a bound leaves out exactly what is due at it or later', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.nat(500), async (cases, bound) => {
        const lists = await filled(cases);
        const from = statuses.map((status) => runs.status(status, minute(bound)));

        const found = (await paged(lists, from, 7)).flat().sort();

        const due = cases.flatMap(({ due }, index) =>
          due !== null && due < bound ? [`case${String(index).padStart(3, '0')}`] : [],
        );
        expect(found).toEqual(due);
      }),
      { numRuns: 12 },
    );
  });
});
