import type { CaseView, CriticalView } from '../../../../shared/contracts/api/views.ts';

/** The critical issue of a case; null for a case that never was critical, or that both parties no longer call so. */
export function criticalOf({
  severity,
  critical,
}: Pick<CaseView, 'severity' | 'critical'>): CriticalView | null {
  return severity === 'critical' ? critical : null;
}
