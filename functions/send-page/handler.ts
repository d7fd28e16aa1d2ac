import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EventBridgeHandler } from 'aws-lambda';
import { cachedDirectory, shortly } from '../../shared/aws/cached-directory.ts';
import { textMessages } from '../../shared/aws/pages.ts';
import { hmacOfSecret } from '../../shared/aws/secret.ts';
import { sendPage } from '../../shared/desk/critical/send-page.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  directory: cachedDirectory(connected.directory, shortly(Date.now)),
  deskName: environment.DESK_NAME,
  webUrl: environment.WEB_URL,
  texts: textMessages(),
  hmac: await hmacOfSecret(environment.MAIL_TOKEN_SECRET_ARN),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia', serviceName: 'critical' });

interface Announced {
  readonly caseId: string;
  readonly seq: number;
}

/** Sends the page that an entry announces. */
export const handler: EventBridgeHandler<string, Announced, void> = async ({ detail }) => {
  const { caseId, seq } = detail;
  const outcome = await sendPage(desk, { caseId, seq });
  logger.info('page', { caseId, seq, outcome });
  if (outcome !== 'refused') return;
  metrics.addMetric('PageRefused', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
};
