import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EventBridgeHandler } from 'aws-lambda';
import * as z from 'zod/mini';
import { outboundMail } from '../../shared/aws/outbound-mail.ts';
import { textMessages } from '../../shared/aws/pages.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { sendChannelCode } from '../../shared/desk/critical/send-code.ts';
import { sendPage } from '../../shared/desk/critical/send-page.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  settings: { deskName: environment.DESK_NAME, supportAddress: environment.SUPPORT_ADDRESS },
  deskName: environment.DESK_NAME,
  webUrl: environment.WEB_URL,
  onCall: scheduleStore(connected.table),
  texts: textMessages(),
  outbound: outboundMail(environment.CONFIGURATION_SET),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia', serviceName: 'critical' });

const Announced = z.union([
  z.object({ caseId: z.string(), seq: z.int() }),
  z.object({ personId: z.string(), channelId: z.string() }),
]);

/** Sends the page that an entry announces, or the code that proves a new channel. */
export const handler: EventBridgeHandler<string, unknown, void> = async ({ detail }) => {
  const asked = Announced.parse(detail);
  const outcome = 'caseId' in asked ? await sendPage(desk, asked) : await sendChannelCode(desk, asked);
  logger.info('page', { ...asked, outcome });
  if (outcome !== 'refused') return;
  metrics.addMetric('PageRefused', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
};
