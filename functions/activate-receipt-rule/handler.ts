import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { adoptActiveRuleSet, releaseRuleSet } from './adopt.ts';
import { sesRuleSets } from './rule-sets.ts';

const ruleSets = sesRuleSets();

/**
 * The custom resource `Custom::ActiveReceiptRuleSet`: answers with the name of the account's active
 * receipt rule set, which CloudFormation itself can neither find nor activate.
 */
export async function handler(event: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  const own = String(event.ResourceProperties.RuleSetName);
  const before = event.RequestType === 'Create' ? own : event.PhysicalResourceId;
  try {
    if (event.RequestType === 'Delete') {
      if (before === own) await releaseRuleSet(own, ruleSets);
      await answer(event, { Status: 'SUCCESS', PhysicalResourceId: before });
      return;
    }
    const RuleSetName = await adoptActiveRuleSet(own, ruleSets);
    await answer(event, { Status: 'SUCCESS', PhysicalResourceId: RuleSetName, Data: { RuleSetName } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const Reason = `${why} (log stream ${context.logStreamName})`;
    await answer(event, { Status: 'FAILED', PhysicalResourceId: before, Reason });
  }
}

type Answer =
  | { Status: 'SUCCESS'; PhysicalResourceId: string; Data?: Record<string, string> }
  | { Status: 'FAILED'; PhysicalResourceId: string; Reason: string };

/** Without an answer CloudFormation waits for an hour: a failed one is thrown, so that Lambda tries again. */
async function answer(event: CloudFormationCustomResourceEvent, outcome: Answer): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const response = await fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome }),
  });
  if (!response.ok) throw new Error(`CloudFormation's answer address said ${response.status}.`);
}
