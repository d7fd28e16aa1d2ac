import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EventBridgeHandler } from 'aws-lambda';
import { taskAnswers, waitingTasks } from '../../shared/aws/workflow.ts';
import { advance } from '../../shared/desk/critical/workflow-steps.ts';
import { connectClockDesk } from '../_runtime/clock-desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const connected = connectClockDesk(readEnvironment(env));
const desk = {
  ...connected,
  tasks: waitingTasks(connected.table),
  answers: taskAnswers(),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia', serviceName: 'critical' });

interface Announced {
  readonly caseId: string;
  readonly data: { readonly kind?: string };
}

const breaches: Readonly<Record<string, string>> = {
  callback: 'CallbackMissed',
  'critical-update': 'CriticalUpdateMissed',
};

/** Tells the waiting run of a case that something has happened, and counts each promise that was missed. */
export const handler: EventBridgeHandler<string, Announced, void> = async (event) => {
  const { caseId, data } = event.detail;
  if (event['detail-type'] === 'deadline.missed') {
    const metric = breaches[data.kind ?? ''];
    if (metric === undefined) return;
    metrics.addMetric(metric, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    return;
  }
  logger.info('critical workflow', { caseId, outcome: await advance(desk, caseId) });
};
