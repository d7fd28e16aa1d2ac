import type { EventBridgeHandler } from 'aws-lambda';
import { caseStore } from '../../shared/aws/case-store.ts';
import { connectTable } from '../../shared/aws/dynamodb.ts';
import { searchIndex } from '../../shared/aws/search-index.ts';
import { termsOf } from '../../shared/domain/case/search.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const table = connectTable(readEnvironment(env).TABLE_NAME);
const cases = caseStore(table);
const index = searchIndex(table);

/** Makes a case findable by its words, once it is opened and again when it leaves quarantine. */
export const handler: EventBridgeHandler<string, { readonly caseId: string }, void> = async ({ detail }) => {
  const of = await cases.read(detail.caseId);
  if (of !== null) await index.add({ caseId: of.caseId, accountId: of.accountId, terms: termsOf(of) });
};
