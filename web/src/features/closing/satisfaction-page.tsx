import { Button, Textarea } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createClient } from '../../api/client.ts';
import { SignedOut } from '../../api/errors.ts';
import type { Answer, Body } from '../../api/operations.ts';
import { type Language, useText } from '../../app/i18n/i18n.tsx';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from './closing.module.css';

interface SatisfactionPageProps {
  readonly token: string;
  readonly apiUrl: string;
  readonly onLanguage: (language: Language) => void;
}

type Rating = Body<'rateByLink'>['rating'];

/** What the link that was clicked says; a scanner that opens every link runs no script, and says nothing. */
function clickedRating(): Rating | null {
  const rating = new URLSearchParams(location.search).get('rating');
  return rating === 'good' || rating === 'bad' ? rating : null;
}

/** The page behind the links of a closing mail: the click counts, can be changed, and words can be added. */
export function SatisfactionPage({ token, apiUrl, onLanguage }: SatisfactionPageProps) {
  const { closing, app } = useText();
  const call = useMemo(
    () => createClient({ apiUrl, token: () => Promise.reject(new SignedOut()) }),
    [apiUrl],
  );
  const [rated, setRated] = useState<Answer<'rateByLink'> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [comment, setComment] = useState('');
  const [told, setTold] = useState(false);
  const counted = useRef(false);
  const say = useCallback(
    (rating: Rating, words: string | null) => {
      setError(null);
      call('rateByLink', { path: { token }, body: { rating, comment: words } }).then((now) => {
        setRated(now);
        setTold(words !== null);
      }, setError);
    },
    [call, token],
  );
  useEffect(() => {
    if (counted.current) return;
    counted.current = true;
    call('readSatisfactionLink', { path: { token } }).then((found) => {
      setRated(found);
      onLanguage(found.language);
      const rating = clickedRating();
      if (found.open && rating !== null) say(rating, null);
    }, setError);
  }, [call, token, onLanguage, say]);
  useTitle(rated === null ? '' : closing.rateTitle(sayNumber(rated.number)));
  return (
    <main className={styles.link}>
      <div className={styles.linkBox}>
        <Panel title={rated === null ? app.name : `${sayNumber(rated.number)} · ${rated.subject}`}>
          {rated === null && error === null && <Loading lines={3} />}
          {rated !== null && !rated.open && <p>{closing.rateGone}</p>}
          {rated?.open && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (rated.rating !== null) say(rated.rating, comment.trim() === '' ? null : comment);
              }}
            >
              <p role="status">{rated.rating === null ? closing.rateAsk : closing.rateThanks}</p>
              <div className={styles.actions}>
                {(['good', 'bad'] as const).map((rating) => (
                  <Button
                    key={rating}
                    variant={rated.rating === rating ? 'filled' : 'default'}
                    aria-pressed={rated.rating === rating}
                    onClick={() => say(rating, null)}
                  >
                    {closing.rating[rating]}
                  </Button>
                ))}
              </div>
              {rated.rating !== null && !told && (
                <>
                  <Textarea
                    label={closing.rateComment}
                    rows={3}
                    mt="md"
                    value={comment}
                    onChange={({ currentTarget }) => setComment(currentTarget.value)}
                  />
                  <Button type="submit" variant="default" mt="xs">
                    {closing.rateSend}
                  </Button>
                </>
              )}
            </form>
          )}
          <Failure error={error} />
        </Panel>
      </div>
    </main>
  );
}
