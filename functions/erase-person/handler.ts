import { Logger } from '@aws-lambda-powertools/logger';
import type { EventBridgeHandler } from 'aws-lambda';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { erasures } from '../../shared/aws/erasures.ts';
import { objectRemover } from '../../shared/aws/object-remover.ts';
import { searchIndex } from '../../shared/aws/search-index.ts';
import { erasePerson } from '../../shared/desk/data-rights/erase-person.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const { TABLE_NAME, RAW_MAIL_BUCKET, ATTACHMENTS_BUCKET } = readEnvironment(env);
const logger = new Logger();
const connected = connectReadingDesk(TABLE_NAME);
const desk = {
  ...connected,
  lists: caseLists(connected.table),
  erasures: erasures(connected.table),
  searchIndex: searchIndex(connected.table),
  rawMail: objectRemover(RAW_MAIL_BUCKET),
  files: objectRemover(ATTACHMENTS_BUCKET),
};

interface Requested {
  readonly accountId: string;
  readonly contactId: string;
}

/** Erases a person from the cases of their account. */
export const handler: EventBridgeHandler<string, Requested, void> = async ({ detail }) => {
  const { accountId, contactId } = detail;
  const done = await erasePerson(desk, { accountId, contactId });
  logger.info('person erased', { accountId, contactId, ...done });
};
