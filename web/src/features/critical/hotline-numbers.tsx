import type { CriticalView } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import styles from './critical.module.css';

/** Where to call and what to say: shown at once when a critical case was submitted. */
export function Hotline({ critical }: { readonly critical: CriticalView }) {
  const { criticalView } = useText();
  return (
    <div className={styles.part}>
      <h3>{criticalView.hotline}</h3>
      {critical.hotlineNumbers.map((number) => (
        <a key={number} className={styles.phone} href={`tel:${number}`}>
          {number}
        </a>
      ))}
      <span className={styles.label}>{criticalView.hotlineAlways}</span>
      <span className={styles.label}>{criticalView.pin}</span>
      <span className={styles.pin}>{critical.pin}</span>
    </div>
  );
}
