import { InvalidInput } from '../../errors/index.ts';
import type { Case } from './case.ts';
import type { NewEntry } from './events.ts';
import { refuseInQuarantine, refuseOnClosed } from './message.ts';
import type { Actor } from './vocabulary.ts';

export interface Assignment {
  readonly ownerId: string;
  readonly ownerName: string;
  readonly how: 'rule' | 'hand';
  readonly reason: string | null;
  readonly summary: string | null;
}

/**
 * Makes one agent primarily responsible. The first assignment needs no words; a handover needs a reason
 * and a summary, so that the customer never explains twice.
 */
export function decideAssign(
  of: Pick<Case, 'status' | 'ownerId'> & Partial<Pick<Case, 'deadlines'>>,
  { ownerId, ownerName, how, reason, summary }: Assignment,
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  refuseOnClosed(of);
  refuseInQuarantine(of);
  if (of.ownerId === ownerId) return [];
  if (of.ownerId !== null && (reason === null || summary === null)) {
    throw new InvalidInput('A handover tells why, and where things stand.', [
      ...(reason === null ? [{ path: 'reason', message: 'Say why the case changes hands.' }] : []),
      ...(summary === null
        ? [{ path: 'summary', message: 'Sum up where the case stands for the next owner.' }]
        : []),
    ]);
  }
  return [
    {
      type: 'owner.assigned',
      at: now,
      actor,
      visibility: 'public',
      data: {
        ownerId,
        ownerName,
        how,
        previousOwnerId: of.ownerId,
        reason,
        summary,
        // Reason and summary are the note that a change of shift asks for.
        deadlines: { owner: null, ...(of.deadlines?.handover === undefined ? {} : { handover: null }) },
      },
    },
  ];
}

/** An owner who cannot work on their cases: until `backAt`, or for longer than anybody knows. */
export interface Absence {
  readonly ownerId: string;
  readonly ownerName: string;
  readonly backAt: string | null;
}

/** What is promised to the customer by a time, and so cannot wait for an owner who is off until later. */
const promisedKinds = ['first-response', 'update'] as const;

/**
 * Whether a case has to go to somebody else because of its owner's absence. On leave all go; between two shifts
 * those that something is promised on before the next one. Critical issues are handed over by the people on call.
 */
export function mustPassOn(
  { ownerId, status, severity, deadlines }: Pick<Case, 'ownerId' | 'status' | 'severity' | 'deadlines'>,
  absence: Absence,
): boolean {
  if (ownerId !== absence.ownerId || severity === 'critical') return false;
  if (status === 'closed' || status === 'quarantined') return false;
  const { backAt } = absence;
  return backAt === null || promisedKinds.some((kind) => (deadlines[kind] ?? backAt) < backAt);
}

/** What the assignment rule knows of an agent. */
export interface Candidate {
  readonly personId: string;
  readonly name: string;
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  /** Enabled and not away. */
  readonly available: boolean;
  /** Within their hours now. */
  readonly atWork: boolean;
  readonly openCases: number;
}

/**
 * Round robin by load: of those available, first who is at work, then who speaks the language, then who has the skill (named
 * as the category), then who has the fewest open cases; the case's id breaks ties, so that the same
 * facts always give the same owner.
 */
export function pickOwner(
  of: Pick<Case, 'caseId' | 'language' | 'category'>,
  candidates: readonly Candidate[],
): Candidate | null {
  const score = (one: Candidate): (number | string)[] => [
    one.atWork ? 0 : 1,
    one.languages.includes(of.language) ? 0 : 1,
    one.skills.includes(of.category) ? 0 : 1,
    one.openCases,
    rotate(one.personId, of.caseId),
  ];
  const ranked = candidates
    .filter(({ available }) => available)
    .map((one) => ({ one, score: score(one) }))
    .sort((a, b) => compare(a.score, b.score));
  return ranked[0]?.one ?? null;
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** A different order of people for each case, the same one every time. */
function rotate(personId: string, caseId: string): string {
  let hash = 2_166_136_261;
  for (const character of `${caseId}:${personId}`)
    hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
