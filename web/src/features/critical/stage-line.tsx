import type { CriticalView } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { At } from '../../ui/time.tsx';
import styles from './stage-line.module.css';
import { stepsOf } from './stages.ts';

/** The state of the workflow, drawn as a line from intake to agreed closing. */
export function StageLine({ critical }: { readonly critical: CriticalView }) {
  const { stage: names, criticalView } = useText();
  const times = useTimes();
  return (
    <ol className={styles.line} aria-label={criticalView.line}>
      {stepsOf(critical).map(({ stage, state, at }) => (
        <li
          key={stage}
          className={`${styles.step} ${styles[state] ?? ''}`}
          {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          {names[stage]}
          {at !== null && (
            <At at={at} className={styles.at}>
              {times.clock(at)}
            </At>
          )}
        </li>
      ))}
    </ol>
  );
}
