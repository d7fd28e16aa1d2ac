import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';

/** The next time that somebody waits for; cases with nothing due come last. */
export function nextDue({ deadlines }: Pick<CaseSummary, 'deadlines'>): string | null {
  return deadlines.reduce<string | null>(
    (first, { at }) => (first === null || at < first ? at : first),
    null,
  );
}

/** What is due first on top; among equals a critical case first, then the older. Instants order as texts. */
export function byDue(a: CaseSummary, b: CaseSummary): number {
  const [dueA, dueB] = [nextDue(a) ?? '9', nextDue(b) ?? '9'];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  if (a.severity !== b.severity) return a.severity === 'critical' ? -1 : 1;
  return a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : 0;
}
