import type { CaseSummary, CaseView } from '../../../../shared/contracts/api/views.ts';
import { useNow } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { isLate, needsCustomer, sayStanding, standingOf } from './promise.ts';
import styles from './standing.module.css';

/** Where a case stands, in one plain sentence. */
export function StandingLine({ of }: { readonly of: CaseSummary | CaseView }) {
  const { promise } = useText();
  const times = useTimes();
  const now = useNow();
  const standing = standingOf(of, now);
  const tone = isLate(standing) ? styles.late : needsCustomer(standing) ? styles.yours : styles.calm;
  return <p className={`${styles.standing} ${tone ?? ''}`}>{sayStanding(standing, promise, times.by)}</p>;
}
