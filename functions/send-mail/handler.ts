import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { blobs } from '../../shared/aws/blobs.ts';
import { outboundMail } from '../../shared/aws/outbound-mail.ts';
import { sendings } from '../../shared/aws/sendings.ts';
import { sendMail } from '../../shared/desk/send-mail.ts';
import { connectDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);
const connected = await connectDesk(environment);
const desk = {
  ...connected,
  sendings: sendings(connected.table),
  outbound: outboundMail(environment.CONFIGURATION_SET),
  attachments: blobs(environment.ATTACHMENTS_BUCKET),
  webUrl: environment.WEB_URL,
};

const Announced = z.object({ detail: z.object({ caseId: z.string(), seq: z.int().check(z.positive()) }) });

async function send(record: SQSRecord): Promise<void> {
  const { detail } = Announced.parse(JSON.parse(record.body));
  const result = await sendMail(desk, detail);
  logger.info('mail of an entry', { ...detail, ...result });
  if (result.outcome === 'later') throw new Error(`Not sent yet: ${result.because}.`);
}

/** Sends the mail of each announced timeline entry; what cannot be sent now comes back later. */
export const handler: SQSHandler = (event, context) =>
  processPartialResponse(event, send, processor, { context });
