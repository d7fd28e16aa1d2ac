import type { RuleSets } from './rule-sets.ts';

/**
 * Finds the rule set that our rule shall join. An active set is the customer's and is used as it is;
 * only where none is active is `own` made and activated.
 *
 * @returns the name of the active set.
 */
export async function adoptActiveRuleSet(own: string, ruleSets: RuleSets): Promise<string> {
  const active = await ruleSets.active();
  if (active !== null) return active;
  await ruleSets.create(own);
  await ruleSets.activate(own);
  return own;
}

/**
 * Takes back what `adoptActiveRuleSet` made, after our rule has left the set: nothing of a foreign set,
 * and nothing of our own set while it serves rules that somebody else has added.
 */
export async function releaseRuleSet(own: string, ruleSets: RuleSets): Promise<void> {
  if (await ruleSets.hasRules(own)) return;
  if ((await ruleSets.active()) === own) await ruleSets.activate(null);
  await ruleSets.remove(own);
}
