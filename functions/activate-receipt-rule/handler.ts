import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { fulfil } from '../_runtime/custom-resource.ts';
import { adoptActiveRuleSet, releaseRuleSet } from './adopt.ts';
import { sesRuleSets } from './rule-sets.ts';

const ruleSets = sesRuleSets();

/**
 * The custom resource `Custom::ActiveReceiptRuleSet`: answers with the name of the account's active
 * receipt rule set, which CloudFormation itself can neither find nor activate.
 */
export async function handler(event: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  const own = String(event.ResourceProperties.RuleSetName);
  await fulfil({ event, context, failedId: own }, async () => {
    if (event.RequestType === 'Delete') {
      const id = event.PhysicalResourceId;
      if (id === own) await releaseRuleSet(own, ruleSets);
      return { id };
    }
    const RuleSetName = await adoptActiveRuleSet(own, ruleSets);
    return { id: RuleSetName, attributes: { RuleSetName } };
  });
}
