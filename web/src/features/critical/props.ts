import type { CaseView, CriticalView } from '../../../../shared/contracts/api/views.ts';

/** What every part of the critical panel is about. */
export interface CriticalProps {
  readonly of: CaseView;
  readonly critical: CriticalView;
}
