import { Alert, Button } from '@mantine/core';
import { lazy } from 'react';
import type { Config } from '../../app/config.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { cognitoSignIn } from '../../app/session/cognito.ts';
import type { Session } from '../../app/session/session.ts';
import { useTitle } from '../../ui/layout.tsx';
import styles from './sign-in.module.css';

const DemoPeople = lazy(async () => ({ default: (await import('./demo-people.tsx')).DemoPeople }));

interface SignInPageProps {
  readonly config: Config;
  /** The session was there and has ended. */
  readonly ended: boolean;
  readonly onSession: (session: Session) => void;
}

export function SignInPage({ config, ended, onSession }: SignInPageProps) {
  const { app, signIn } = useText();
  useTitle(signIn.title);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/favicon.svg" width={44} height={44} alt="" />
          <div>
            <h1>{app.name}</h1>
            <p>{signIn.lead}</p>
          </div>
        </div>
        {ended && <Alert color="yellow">{signIn.ended}</Alert>}
        {config.local === true ? (
          <DemoPeople apiUrl={config.apiUrl ?? ''} onSession={onSession} />
        ) : (
          <Button size="md" onClick={() => void cognitoSignIn(config).start()}>
            {signIn.button}
          </Button>
        )}
      </div>
    </main>
  );
}
