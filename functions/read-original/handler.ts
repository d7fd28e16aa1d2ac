import { Logger } from '@aws-lambda-powertools/logger';
import { blobs } from '../../shared/aws/blobs.ts';
import { commandUses } from '../../shared/aws/command-uses.ts';
import { signedUrls } from '../../shared/aws/signed-urls.ts';
import { connectDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { createApp } from '../api/app.ts';
import { behindGateway } from '../api/gateway.ts';
import { principals } from '../api/principal.ts';
import { env } from './env.ts';
import { originalHandlers, originalRoutes } from './routes.ts';

const environment = readEnvironment(env);
const connected = await connectDesk(environment);
const desk = {
  ...connected,
  rawMail: blobs(environment.RAW_MAIL_BUCKET),
  files: blobs(environment.ATTACHMENTS_BUCKET),
  rawUrls: signedUrls(environment.RAW_MAIL_BUCKET, environment.DOWNLOADS_HOST),
  signedUrls: signedUrls(environment.ATTACHMENTS_BUCKET, environment.DOWNLOADS_HOST),
};

/** One route of the HTTP API, apart because it alone reads mail: the parser would slow every other route's start. */
export const handler = behindGateway(
  createApp({
    routes: originalRoutes,
    handlers: originalHandlers(desk),
    principalOf: principals(connected.directory, Date.now),
    commandUses: commandUses(connected.table),
    now: connected.now,
    logger: new Logger(),
  }),
);
