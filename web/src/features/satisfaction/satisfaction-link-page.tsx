import { useEffect, useMemo, useState } from 'react';
import { createClient } from '../../api/client.ts';
import { SignedOut } from '../../api/errors.ts';
import type { Answer } from '../../api/operations.ts';
import { type Language, useText } from '../../app/i18n/i18n.tsx';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from '../closing/closing.module.css';
import { RatingForm } from './rating-form.tsx';

interface SatisfactionLinkPageProps {
  readonly token: string;
  readonly apiUrl: string;
  readonly onLanguage: (language: Language) => void;
}

/** What the mail's answer was; opening the page says nothing yet, because mail scanners open every link. */
function suggestion(): 'good' | 'bad' | null {
  const asked = new URLSearchParams(location.search).get('rating');
  return asked === 'good' || asked === 'bad' ? asked : null;
}

/** The page behind the signed link of a closing mail: says how it was without signing in. */
export function SatisfactionLinkPage({ token, apiUrl, onLanguage }: SatisfactionLinkPageProps) {
  const { rating: t, app } = useText();
  const call = useMemo(
    () => createClient({ apiUrl, token: () => Promise.reject(new SignedOut()) }),
    [apiUrl],
  );
  const [asked, setAsked] = useState<Answer<'readSatisfactionLink'> | null>(null);
  const [said, setSaid] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    call('readSatisfactionLink', { path: { token } }).then((found) => {
      setAsked(found);
      onLanguage(found.language);
    }, setError);
  }, [call, token, onLanguage]);
  useTitle(t.title);
  return (
    <main className={styles.link}>
      <div className={styles.linkBox}>
        <Panel level={1} title={asked === null ? app.name : `${sayNumber(asked.number)} · ${asked.subject}`}>
          {asked === null && (error === null ? <Loading lines={3} /> : <Failure error={error} />)}
          {asked?.open === false && <p>{t.gone}</p>}
          {asked?.open === true && (
            <>
              <p>
                {t.title} {asked.rating === null && t.confirm}
              </p>
              <RatingForm
                key={said}
                given={asked.rating}
                suggested={suggestion()}
                busy={busy}
                error={error}
                onRate={(body) => {
                  setError(null);
                  setBusy(true);
                  call('rateByLink', { path: { token }, body })
                    .then((found) => {
                      setAsked(found);
                      setSaid((times) => times + 1);
                    }, setError)
                    .finally(() => setBusy(false));
                }}
              />
            </>
          )}
        </Panel>
      </div>
    </main>
  );
}
