import { Conflict } from '../../errors/index.ts';
import type { Case } from './case.ts';
import type { Clause } from './clause.ts';
import type { NewEntry } from './events.ts';
import type { Actor, Rating } from './vocabulary.ts';

export interface Judgement {
  readonly rating: Rating;
  /** The promise that it is about; null for the case as a whole. */
  readonly about: Clause | null;
  readonly comment: string | null;
}

/** Whether the customer is asked: only where both parties agreed that the issue is solved. */
export const canBeRated = ({ status, closedHow }: Pick<Case, 'status' | 'closedHow'>): boolean =>
  status === 'closed' && closedHow === 'agreed';

/** What the customer says of a case that was closed by agreement. The last word counts; the same one again says nothing. */
export function decideRate(
  of: Case,
  { rating, about, comment }: Judgement,
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  if (!canBeRated(of)) {
    throw new Conflict(
      'not-closed-by-agreement',
      'A case is rated once both parties have agreed to close it.',
    );
  }
  const before = of.satisfaction;
  if (comment === null && before?.rating === rating && before.about === about) return [];
  const { ownerId, ownerName } = of;
  const data = { rating, about, comment, ownerId, ownerName };
  return [{ type: 'satisfaction.rated', at: now, actor, visibility: 'public', data }];
}
