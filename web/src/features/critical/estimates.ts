import type { TimelineItem } from '../../../../shared/contracts/api/views.ts';
import { asEntry } from '../case/entry.ts';

export interface Estimate {
  readonly seq: number;
  readonly sentAt: string;
  /** The expected end that the update gave; null where it gave the time of the next estimate instead. */
  readonly expectedAt: string | null;
  readonly slipSeconds: number | null;
}

/** What each update said about the end, oldest first. */
export function estimatesIn(items: readonly TimelineItem[]): Estimate[] {
  return items.map(asEntry).flatMap((entry) =>
    entry.type === 'update.sent'
      ? [
          {
            seq: entry.seq,
            sentAt: entry.at,
            expectedAt: entry.data.expectedResolutionAt,
            slipSeconds: entry.data.slipSeconds,
          },
        ]
      : [],
  );
}
