import { authoriseCase } from '../domain/access/policy.ts';
import { actorOf, type Principal } from '../domain/access/principal.ts';
import { type Case, formatNumber } from '../domain/case/case.ts';
import { mergeParties } from '../domain/case/evolve.ts';
import { decideAbsorb, decideMergeAway } from '../domain/case/merge.ts';
import { changeTwoCases } from './change-case.ts';
import { tell } from './close-case.ts';
import { readCase } from './commands.ts';
import type { Desk } from './desk.ts';
import { pinnedTerms } from './terms-of.ts';

/**
 * Merges a case into another of the same account, both in one write; replies to its number follow from then
 * on, and the people of both are told, once. Merging it there again changes nothing.
 *
 * @returns the case that goes on
 */
export async function mergeCases(
  desk: Desk,
  { principal, caseId, into: target }: { principal: Principal; caseId: string; into: string },
): Promise<Case> {
  const from = await readCase(desk, principal, caseId);
  const into = await readCase(desk, principal, target);
  const [, after] = await changeTwoCases(desk, {
    caseIds: [from.caseId, into.caseId],
    decide: async (left, right) => {
      authoriseCase(principal, left, caseId);
      authoriseCase(principal, right, target);
      if (left.mergedInto?.caseId === right.caseId) return [[], []];
      const context = { now: desk.now(), actor: actorOf(principal), terms: await pinnedTerms(desk, right) };
      const parties = mergeParties(right.parties, left.parties);
      const variables = { mergedNumber: formatNumber(left.number) };
      return [
        decideMergeAway(left, right, context),
        [
          ...decideAbsorb(left, right, context),
          tell({ ...right, parties }, 'cases-merged', variables, context.now),
        ],
      ];
    },
  });
  return after;
}
