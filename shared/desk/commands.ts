import { AlreadyDone, type Marker } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import { authoriseCase } from '../domain/access/policy.ts';
import { actorOf, type Principal } from '../domain/access/principal.ts';
import { type Case, parseNumber } from '../domain/case/case.ts';
import type { Change } from '../domain/case/chain.ts';
import type { NewEntry, TimelineEntry } from '../domain/case/events.ts';
import type { Terms } from '../domain/case/terms.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { changeCase } from './change-case.ts';
import type { Desk } from './desk.ts';
import { pinnedTerms } from './terms-of.ts';

/** Who commands, on what, and how the command is told from its repetition. */
export interface Command {
  readonly principal: Principal;
  /** The case's id, or its number as people write it. */
  readonly caseId: string;
  /** Names the command (`Idempotency-Key`); null runs it every time. */
  readonly commandKey?: string | null;
  readonly expectedVersion?: number | undefined;
  /** More facts to be remembered with the change. */
  readonly markers?: (caseId: string) => readonly Marker[];
}

export interface Deciding {
  readonly now: string;
  readonly actor: Actor;
  readonly terms: Terms;
}

/** Seconds for which a repeated command is recognised. */
const rememberedSeconds = 24 * 60 * 60;

/** Reads a case by id or number, if the caller may see it. @throws NotFound */
export async function readCase(desk: Desk, principal: Principal, asked: string): Promise<Case> {
  const number = parseNumber(asked);
  const caseId = number === null ? asked : await desk.cases.caseIdOfNumber(number);
  return authoriseCase(principal, caseId === null ? null : await desk.cases.read(caseId), asked);
}

/** The marker that makes a repeated command find what the first one did. */
export function commandMarker(
  { now }: Pick<Desk, 'now'>,
  commandKey: string | null | undefined,
  place: { caseId: string; seq: number },
): Marker[] {
  if (commandKey == null) return [];
  const seconds = Math.floor(Date.parse(now()) / 1000);
  const expiresAt = seconds + rememberedSeconds;
  return [{ key: keys.done(commandKey), place, expiresAt, forgottenBefore: seconds }];
}

/**
 * Carries out one person's command on one case: they may see it, the decision allows it, and repeating
 * the command changes nothing.
 *
 * @returns the case as it stands afterwards, and the first entry that the command wrote
 * @throws GuardiaError
 */
export async function command(
  desk: Desk,
  { principal, caseId: asked, commandKey, expectedVersion, markers }: Command,
  decide: (current: Case, context: Deciding) => readonly NewEntry[] | Promise<readonly NewEntry[]>,
): Promise<{ readonly after: Case; readonly entry: TimelineEntry | null }> {
  const read = await readCase(desk, principal, asked);
  const { caseId } = read;
  let change: Change | null;
  try {
    change = await changeCase(desk, {
      caseId,
      read,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
      markers: (seq) => [...commandMarker(desk, commandKey, { caseId, seq }), ...(markers?.(caseId) ?? [])],
      decide: async (current) => {
        const visible = authoriseCase(principal, current, asked);
        const now = desk.now();
        return await decide(visible, {
          now,
          actor: actorOf(principal),
          terms: await pinnedTerms(desk, visible),
        });
      },
    });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    const after = await readCase(desk, principal, error.place.caseId);
    return { after, entry: await desk.cases.entry(error.place.caseId, error.place.seq) };
  }
  return change === null
    ? { after: await readCase(desk, principal, caseId), entry: null }
    : { after: change.after, entry: change.entries[0] ?? null };
}
