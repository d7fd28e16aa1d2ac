import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerBudget } from '../../../shared/aws/answer-budget.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

it('odoo PR#70845: a machine that hides what it is gets no more answers than a day’s budget', async () => {
  const budget = answerBudget(await dynamodb.table());
  const answered = async (address: string, day: string, mails: number) =>
    await Promise.all(Array.from({ length: mails }, () => budget.take(address, `${day}T12:00:00.000Z`, 3)));

  const first = await answered('robot@acme.example', '2026-11-26', 8);
  expect(first.filter(Boolean)).toHaveLength(3);
  expect(await answered('ana@acme.example', '2026-11-26', 1)).toEqual([true]);
  expect(await answered('robot@acme.example', '2026-11-27', 1)).toEqual([true]);
});
