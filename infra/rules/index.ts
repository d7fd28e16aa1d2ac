import { asyncFunctionHasFailureDestination } from './async-function-has-failure-destination.ts';
import { customResourceGivesUp } from './custom-resource-gives-up.ts';
import { dataIsKept } from './data-is-kept.ts';
import { deadLetterQueueHasAlarm } from './dead-letter-queue-has-alarm.ts';
import { environmentUnder4Kb } from './environment-under-4-kb.ts';
import { functionHasAlarms } from './function-has-alarms.ts';
import { functionIsOurs } from './function-is-ours.ts';
import { indexCarriesAtMost20 } from './index-carries-at-most-20.ts';
import { noAwsManagedKey } from './no-aws-managed-key.ts';
import { noExports } from './no-exports.ts';
import { noPathTimeouts } from './no-path-timeouts.ts';
import { noWildcardAction } from './no-wildcard-action.ts';
import { queueHasDeadLetters } from './queue-has-dead-letters.ts';
import { queueSuitsItsConsumer } from './queue-suits-its-consumer.ts';
import { receiptRuleScans } from './receipt-rule-scans.ts';
import { streamSourceIsBounded } from './stream-source-is-bounded.ts';
import { targetHasDeadLetters } from './target-has-dead-letters.ts';
import type { Rule } from './templates.ts';
import { vendedLogsNeedNoPolicy } from './vended-logs-need-no-policy.ts';

/** Our own rules, beside those of cdk-nag. */
export const rules: readonly Rule[] = [
  asyncFunctionHasFailureDestination,
  customResourceGivesUp,
  dataIsKept,
  deadLetterQueueHasAlarm,
  environmentUnder4Kb,
  functionHasAlarms,
  functionIsOurs,
  indexCarriesAtMost20,
  noAwsManagedKey,
  noExports,
  noPathTimeouts,
  noWildcardAction,
  queueHasDeadLetters,
  queueSuitsItsConsumer,
  receiptRuleScans,
  streamSourceIsBounded,
  targetHasDeadLetters,
  vendedLogsNeedNoPolicy,
];
