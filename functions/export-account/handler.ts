import type { EventBridgeHandler } from 'aws-lambda';
import { archive } from '../../shared/aws/archive.ts';
import { blobs } from '../../shared/aws/blobs.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { exportStore } from '../../shared/aws/export-store.ts';
import { exportAccount } from '../../shared/desk/data-rights/export-account.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const { TABLE_NAME, RAW_MAIL_BUCKET, ATTACHMENTS_BUCKET, EXPORTS_BUCKET } = readEnvironment(env);
const connected = connectReadingDesk(TABLE_NAME);
const desk = {
  ...connected,
  lists: caseLists(connected.table),
  exports: exportStore(connected.table),
  rawMail: blobs(RAW_MAIL_BUCKET),
  files: blobs(ATTACHMENTS_BUCKET),
  archive: archive(EXPORTS_BUCKET),
};

interface Requested {
  readonly accountId: string;
  readonly exportId: string;
}

/** Writes the archive of an account that somebody asked for. */
export const handler: EventBridgeHandler<string, Requested, void> = async ({ detail }) => {
  await exportAccount(desk, detail);
};
