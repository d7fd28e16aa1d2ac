import { useState } from 'react';
import { type LinkPageProps, useLink } from '../../api/link.ts';
import type { Body } from '../../api/operations.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from '../closing/closing.module.css';
import { RatingForm } from './rating-form.tsx';

/** What the mail's answer was; opening the page says nothing yet, because mail scanners open every link. */
function suggestion(): 'good' | 'bad' | null {
  const asked = new URLSearchParams(location.search).get('rating');
  return asked === 'good' || asked === 'bad' ? asked : null;
}

/** The page behind the signed link of a closing mail: says how it was without signing in. */
export function SatisfactionLinkPage(props: LinkPageProps) {
  const { rating: t, app } = useText();
  const { call, found: asked, setFound, error, setError } = useLink('readSatisfactionLink', props);
  const [busy, setBusy] = useState(false);
  useTitle(t.title);
  const rate = async (body: Body<'rateByLink'>): Promise<boolean> => {
    setError(null);
    setBusy(true);
    try {
      setFound(await call('rateByLink', { path: { token: props.token }, body }));
      return true;
    } catch (failed) {
      setError(failed as Error);
      return false;
    } finally {
      setBusy(false);
    }
  };
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
                given={asked.rating}
                suggested={suggestion()}
                busy={busy}
                error={error}
                onRate={rate}
              />
            </>
          )}
        </Panel>
      </div>
    </main>
  );
}
