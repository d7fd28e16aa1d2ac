import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { answerBudget } from '../../shared/aws/answer-budget.ts';
import { blobs } from '../../shared/aws/blobs.ts';
import { cachedDirectory, shortly } from '../../shared/aws/cached-directory.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import { intakeMail } from '../../shared/desk/intake-mail.ts';
import { ownerRule } from '../../shared/desk/owner-rule.ts';
import { connectDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';
import { readNotification } from './ses-notification.ts';

const environment = readEnvironment(env);
const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);
const connected = await connectDesk(environment);
const directory = cachedDirectory(connected.directory, shortly(Date.now));
const desk = {
  ...connected,
  directory,
  owners: ownerRule({ directory, lists: caseLists(connected.table), now: connected.now }),
  write: directoryWriter(connected.table),
  answers: answerBudget(connected.table),
  hotlineNumbers: environment.HOTLINE_NUMBERS.split(',').filter((number) => number !== ''),
  fallbackLanguage: environment.LANGUAGES.split(',')[0] === 'es' ? ('es' as const) : ('en' as const),
  rawMail: blobs(environment.RAW_MAIL_BUCKET),
  attachments: blobs(environment.ATTACHMENTS_BUCKET),
};

async function takeIn(record: SQSRecord): Promise<void> {
  const mail = readNotification(record.body);
  if (mail === null) return;
  const taken = await intakeMail(desk, mail);
  const caseId = 'place' in taken ? taken.place.caseId : null;
  logger.info('mail taken in', { rawKey: mail.rawKey, caseId, ...taken });
}

/** Takes in each mail that SES announced; those that failed come again, the others do not. */
export const handler: SQSHandler = (event, context) =>
  processPartialResponse(event, takeIn, processor, { context });
