import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import { sendings } from '../../shared/aws/sendings.ts';
import { settleMail } from '../../shared/desk/settle-mail.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';
import { readSesEvent } from './ses-event.ts';

const connected = connectReadingDesk(readEnvironment(env).TABLE_NAME);
const desk = { ...connected, sendings: sendings(connected.table), write: directoryWriter(connected.table) };
const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);

async function settle(record: SQSRecord): Promise<void> {
  const event = readSesEvent(record.body);
  if (event === null) return;
  logger.info('mail event', {
    type: event.type,
    sesMessageId: event.sesMessageId,
    outcome: await settleMail(desk, event),
  });
}

/** Tells each case what became of its mails: SES's own word that it took one, or that one did not arrive. */
export const handler: SQSHandler = (event, context) =>
  processPartialResponse(event, settle, processor, { context });
