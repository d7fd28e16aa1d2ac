import type { EventBridgeHandler } from 'aws-lambda';
import { blobs } from '../../shared/aws/blobs.ts';
import { keepAttachments } from '../../shared/desk/quarantine/keep-attachments.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const { TABLE_NAME, RAW_MAIL_BUCKET, ATTACHMENTS_BUCKET } = readEnvironment(env);
const desk = {
  ...connectReadingDesk(TABLE_NAME),
  rawMail: blobs(RAW_MAIL_BUCKET),
  attachments: blobs(ATTACHMENTS_BUCKET),
};

/** Keeps the files of a mail, once somebody let it out of quarantine or joined it to a case. */
export const handler: EventBridgeHandler<string, { readonly caseId: string }, void> = async ({ detail }) => {
  await keepAttachments(desk, detail.caseId);
};
