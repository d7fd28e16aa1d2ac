import { type ReactNode, useEffect, useState } from 'react';
import styles from './splash.module.css';

/** The first moment of the dashboard; says nothing for half a second, because it is usually over by then. */
export function Splash({ children }: { readonly children: ReactNode }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={styles.splash} aria-busy="true">
      <img src="/favicon.svg" width={48} height={48} alt="" />
      <p>{slow ? children : null}</p>
    </main>
  );
}
