import { sideOf } from '../../domain/access/principal.ts';
import type { Case } from '../../domain/case/case.ts';
import type { CriticalContext } from '../../domain/case/critical/guards.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import type { Terms } from '../../domain/case/terms.ts';
import { type Command, command } from '../commands.ts';
import type { Desk } from '../desk.ts';

/** Carries out one person's command on a critical issue, for the party of the contract they belong to. */
export async function criticalCommand(
  desk: Desk,
  asked: Command,
  decide: (
    current: Case,
    context: CriticalContext & { readonly terms: Terms },
  ) => readonly NewEntry[] | Promise<readonly NewEntry[]>,
): Promise<Case> {
  const side = sideOf(asked.principal);
  const { after } = await command(desk, asked, (current, context) => decide(current, { ...context, side }));
  return after;
}
