import type { Principal } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import { decideAbsorb, decideMergeAway } from '../domain/case/merge.ts';
import { command, readCase } from './commands.ts';
import type { Desk } from './desk.ts';

/**
 * Merges a case into another of the same account; replies to its number follow from then on. The case
 * that goes on takes the people in first: if the second step is never reached, merging again completes it.
 *
 * @returns the case that goes on
 */
export async function mergeCases(
  desk: Desk,
  { principal, caseId, into: target }: { principal: Principal; caseId: string; into: string },
): Promise<Case> {
  const from = await readCase(desk, principal, caseId);
  const into = await readCase(desk, principal, target);
  decideMergeAway(from, into, { now: desk.now(), actor: { kind: 'system', id: 'check', name: '' } });
  const commandKey = `merge:${from.caseId}:${into.caseId}`;
  const { after } = await command(desk, { principal, caseId: into.caseId, commandKey }, (_current, context) =>
    decideAbsorb(from, context),
  );
  await command(desk, { principal, caseId: from.caseId }, (current, context) =>
    decideMergeAway(current, after, context),
  );
  return after;
}
