import { IconCheck } from '@tabler/icons-react';
import styles from './toaster.module.css';
import { useToasts } from './toasts.ts';

/** What was done, said in passing, to screen readers too. */
export function Toaster() {
  const toasts = useToasts();
  return (
    <div className={styles.toaster} role="status" aria-live="polite">
      {toasts.map(({ id, text }) => (
        <div key={id} className={styles.toast}>
          <IconCheck size={18} aria-hidden />
          {text}
        </div>
      ))}
    </div>
  );
}
