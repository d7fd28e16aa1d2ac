import type { CaseSummary, CaseView } from '../../../../shared/contracts/api/views.ts';
import { useNow } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { At } from '../../ui/time.tsx';
import { isLate, needsCustomer, sayStanding, standingOf } from './promise.ts';
import styles from './standing.module.css';

/** Where a case stands, in one plain sentence. */
export function StandingLine({ of }: { readonly of: CaseSummary | CaseView }) {
  const { promise } = useText();
  const times = useTimes();
  const now = useNow();
  const standing = standingOf(of, now);
  const tone = isLate(standing) ? styles.late : needsCustomer(standing) ? styles.yours : styles.calm;
  const words = sayStanding(standing, promise, times.by);
  return (
    <p className={`${styles.standing} ${tone ?? ''}`}>
      {'at' in standing ? <At at={standing.at}>{words}</At> : words}
    </p>
  );
}
