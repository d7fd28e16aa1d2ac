import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseItem } from '../../../shared/aws/case-store.ts';
import type { Case } from '../../../shared/domain/case/case.ts';
import { termsOf } from '../../../shared/domain/case/search.ts';
import { type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

const [ana, agent] = ['ana@acme.example', 'agent@guardia.example'];
let dynamodb: TestDynamoDb;
let given: TestDesk;
let template: Case;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  given = await testDesk(await dynamodb.table());
  const { caseId } = (
    await given.call(ana, 'POST', '/cases', { body: { subject: 'Template', description: 'Words.' } })
  ).body;
  const read = await given.desk.cases.read(caseId);
  if (read === null) throw new Error('The case is not there.');
  template = read;
});
afterAll(() => dynamodb.stop());

/** Cases a minute apart, the first one the oldest, each with its words. */
async function stored(of: readonly Partial<Case>[]): Promise<void> {
  const { client, name } = given.desk.table;
  for (const [index, fields] of of.entries()) {
    const place = String(index).padStart(6, '0');
    const number = `7${String(index).padStart(7, '0')}`;
    const openedAt = new Date(Date.parse('2026-01-01T00:00:00Z') + index * 60_000).toISOString();
    const one = { ...template, caseId: `01CASE${place}`, number, openedAt, ...fields };
    const Item = caseItem(one);
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: [{ PutRequest: { Item } }] } }));
    await given.desk.searchIndex.add({ caseId: one.caseId, accountId: 'acme', terms: termsOf(one) });
  }
}

/** Every page of a search, one after the other. */
async function walked(user: string, query: string): Promise<{ subjects: string[]; pages: number }> {
  const subjects: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const at: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, body } = await given.call(user, 'GET', `/cases?${query}${at}`);
    expect(status, JSON.stringify(body)).toBe(200);
    subjects.push(...body.items.map(({ subject }: { subject: string }) => subject));
    cursor = body.nextCursor;
    pages += 1;
  } while (cursor !== null && pages < 50);
  return { subjects, pages };
}

describe('a search among more cases than are read at once', () => {
  beforeAll(() =>
    stored([
      { subject: 'The key is lost' },
      ...Array.from({ length: 130 }, (_, index) => ({
        subject: `Keyboard ${index}`,
        category: index === 3 ? ('bug' as const) : ('information' as const),
      })),
    ]),
  );

  it('shows those with the very word first, however many have a longer one', async () => {
    const { body } = await given.call(agent, 'GET', '/cases?q=key&limit=2');

    expect(body.items[0].subject).toBe('The key is lost');
    expect(body.items).toHaveLength(2);
    expect(body.nextCursor).not.toBeNull();
  });

  it.each([
    { query: 'q=key&limit=7', because: 'page by page' },
    { query: 'q=key&limit=100', because: 'in pages that end within a block' },
    { query: 'q=key&account=acme&limit=50', because: 'of one account' },
  ])('finds every match once, $because', async ({ query }) => {
    const { subjects } = await walked(agent, query);

    expect(subjects).toHaveLength(131);
    expect(new Set(subjects).size).toBe(131);
  });

  it('shows the newest of a word first', async () => {
    const { subjects } = await walked(ana, 'q=keyboard&limit=100');

    expect(subjects).toHaveLength(130);
    expect(subjects[0]).toBe('Keyboard 129');
    expect(subjects.at(-1)).toBe('Keyboard 0');
  });

  it('reaches an old case that a filter asks for', async () => {
    expect((await walked(agent, 'q=keyboard&category=bug')).subjects).toEqual(['Keyboard 3']);
    expect((await walked(agent, 'q=keyboard&openedTo=2025-12-31')).subjects).toEqual([]);
  });

  it('finds an eight-digit word that is no case’s number', async () => {
    await stored([{ subject: 'Invoice 20261124', caseId: '01CASE900000', number: '79999999' }]);

    expect((await walked(agent, 'q=20261124')).subjects).toEqual(['Invoice 20261124']);
  });

  it('finds a case by the beginning of its number', async () => {
    expect((await walked(agent, 'q=7999-99')).subjects).toEqual(['Invoice 20261124']);
  });

  it('refuses a cursor that it did not give', async () => {
    const { status, body } = await given.call(agent, 'GET', '/cases?q=key&cursor=soon');

    expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path: 'cursor' });
  });
});
