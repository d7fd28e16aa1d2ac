import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { dueIndex } from '../../shared/aws/due-index.ts';
import { ownerRule } from '../../shared/desk/owner-rule.ts';
import { relieveOwners } from '../../shared/desk/relieve-owners.ts';
import { sweepDue } from '../../shared/desk/sweep-due.ts';
import { criticalDeadlines } from '../../shared/domain/case/due.ts';
import type { DeadlineKind } from '../../shared/domain/case/vocabulary.ts';
import { connectClockDesk } from '../_runtime/clock-desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const connected = connectClockDesk(readEnvironment(env));
const lists = caseLists(connected.table);
const desk = {
  ...connected,
  lists,
  due: dueIndex(connected.table),
  owners: ownerRule({ ...connected, lists }),
};
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Guardia' });

/**
 * Each minute: what has fallen due is carried out, and the cases of absent owners go to who is there.
 * Overlapping or missed ticks are safe.
 */
export async function handler(): Promise<void> {
  let failed = 0;
  let missed = 0;
  const onError = (caseId: string, error: unknown) => {
    failed += 1;
    logger.error('a case could not be settled', { caseId, error: error as Error });
  };
  const onMissed = (kind: DeadlineKind) => {
    // What a critical issue misses is counted by its own alarms (advance-critical).
    if (!criticalDeadlines.includes(kind)) missed += 1;
  };
  const due = await sweepDue(desk, { onError, onMissed });
  const relieved = await relieveOwners(desk, onError);
  metrics.addMetric('CasesDue', MetricUnit.Count, due);
  metrics.addMetric('DeadlinesMissed', MetricUnit.Count, missed);
  metrics.addMetric('OwnersRelieved', MetricUnit.Count, relieved);
  metrics.publishStoredMetrics();
  if (failed > 0) throw new Error(`${failed} cases could not be settled; the next tick tries again.`);
}
