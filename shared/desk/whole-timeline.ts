import type { TimelineEntry } from '../domain/case/events.ts';
import type { Desk } from './desk.ts';

/** A case's timeline from its first entry to its last. */
export async function wholeTimeline(
  { cases }: Pick<Desk, 'cases'>,
  caseId: string,
): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = await cases.timeline(caseId, { after });
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}
