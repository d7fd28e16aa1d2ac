import { Logger } from '@aws-lambda-powertools/logger';
import { blobs } from '../../shared/aws/blobs.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { objectRemover } from '../../shared/aws/object-remover.ts';
import { holdMail, holdRecentMail } from '../../shared/desk/data-rights/hold-mail.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const { TABLE_NAME, RAW_MAIL_BUCKET, ATTACHMENTS_BUCKET } = readEnvironment(env);
const logger = new Logger();
const connected = connectReadingDesk(TABLE_NAME);
const desk = {
  ...connected,
  lists: caseLists(connected.table),
  rawMail: blobs(RAW_MAIL_BUCKET),
  files: { ...blobs(ATTACHMENTS_BUCKET), ...objectRemover(ATTACHMENTS_BUCKET) },
};

/** An account's hold was set or lifted; Scheduler, each day, names no account. */
interface Asked {
  readonly detail?: { readonly accountId?: string };
}

/** Keeps the raw mails of accounts under legal hold for longer than others are kept. */
export async function handler({ detail }: Asked): Promise<void> {
  const accountId = detail?.accountId;
  const mails = accountId === undefined ? await holdRecentMail(desk) : await holdMail(desk, { accountId });
  logger.info('held mail', { accountId: accountId ?? 'all', mails });
}
