import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { caseStore } from '../../shared/aws/case-store.ts';
import { connectTable } from '../../shared/aws/dynamodb.ts';
import { searchIndex } from '../../shared/aws/search-index.ts';
import { termsOf } from '../../shared/domain/case/search.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const table = connectTable(readEnvironment(env).TABLE_NAME);
const cases = caseStore(table);
const index = searchIndex(table);
const processor = new BatchProcessor(EventType.SQS);

const Opened = z.object({ detail: z.object({ caseId: z.string() }) });

async function add(record: SQSRecord): Promise<void> {
  const { detail } = Opened.parse(JSON.parse(record.body));
  const of = await cases.read(detail.caseId);
  if (of !== null) await index.add({ caseId: of.caseId, accountId: of.accountId, terms: termsOf(of) });
}

/** Makes each case findable by its words, once it is opened and again when it leaves quarantine or takes in another. */
export const handler: SQSHandler = (event, context) =>
  processPartialResponse(event, add, processor, { context });
