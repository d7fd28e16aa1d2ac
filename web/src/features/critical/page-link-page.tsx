import { Button } from '@mantine/core';
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { createClient } from '../../api/client.ts';
import { SignedOut } from '../../api/errors.ts';
import type { Answer } from '../../api/operations.ts';
import { useNow } from '../../app/clock.ts';
import { type Language, useText } from '../../app/i18n/i18n.tsx';
import { sayClock, saySpan } from '../../app/time.ts';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from './page-link.module.css';

type Card = Answer<'readPage'>;

interface PageLinkPageProps {
  readonly token: string;
  readonly apiUrl: string;
  readonly onLanguage: (language: Language) => void;
}

/** What a page's link opens on a telephone at night: who to call until when, without signing in. Opening it takes nothing. */
export function PageLinkPage({ token, apiUrl, onLanguage }: PageLinkPageProps) {
  const { pageLink: t } = useText();
  const call = useMemo(
    () => createClient({ apiUrl, token: () => Promise.reject(new SignedOut()) }),
    [apiUrl],
  );
  const [card, setCard] = useState<Card | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    call('readPage', { path: { token } }).then((found) => {
      setCard(found);
      onLanguage(found.language);
    }, setError);
  }, [call, token, onLanguage]);
  useTitle(card === null ? t.title : `${t.title} ${sayNumber(card.number)}`);
  const [passedOn, setPassedOn] = useState(false);
  const answer = (takes: boolean): void => {
    setError(null);
    setBusy(true);
    setPassedOn(!takes);
    call('answerPage', { path: { token }, body: { takes } })
      .then(setCard, setError)
      .finally(() => setBusy(false));
  };
  return (
    <main className={styles.page}>
      <Panel level={1} title={card === null ? t.title : `${t.title} · ${sayNumber(card.number)}`}>
        <div className={styles.card}>
          {card === null && error === null && <Loading lines={4} />}
          {card !== null &&
            (card.open ? (
              <OpenPage card={card} busy={busy} passedOn={passedOn} onAnswer={answer} />
            ) : (
              <p>{t.over}</p>
            ))}
          <Failure error={error} />
          {card !== null && (
            <Button component="a" href={`/cases/${card.caseId}`} variant="default" className={styles.big}>
              {t.openCase}
            </Button>
          )}
        </div>
      </Panel>
    </main>
  );
}

function OpenPage({
  card,
  busy,
  passedOn,
  onAnswer,
}: {
  readonly card: Card;
  readonly busy: boolean;
  readonly passedOn: boolean;
  readonly onAnswer: (takes: boolean) => void;
}) {
  const { pageLink: t } = useText();
  const { customer, contactName, phone, callbackDueAt, takenBy, mine } = card;
  return (
    <>
      <p className={styles.facts}>
        <strong>{customer}</strong>
        {contactName !== null && ` · ${contactName}`}
      </p>
      {callbackDueAt === null ? <p className={styles.facts}>{t.incomplete}</p> : <TimeLeft card={card} />}
      <p role="status" className={styles.facts}>
        {mine ? t.mine : passedOn ? t.passedOn : takenBy === null ? t.notTaken : t.takenBy(takenBy)}
      </p>
      {!mine && (
        <Button onClick={() => onAnswer(true)} loading={busy} className={styles.big}>
          {takenBy === null ? t.take : t.takeOver}
        </Button>
      )}
      {phone !== null && (
        <Button
          component="a"
          href={`tel:${phone}`}
          color="red"
          variant={mine ? 'filled' : 'outline'}
          className={styles.big}
          leftSection={<IconPhoneOutgoing size={22} aria-hidden />}
        >
          {t.call(phone)}
        </Button>
      )}
      {(mine || (takenBy === null && !passedOn)) && (
        <Button onClick={() => onAnswer(false)} loading={busy} variant="subtle" className={styles.big}>
          {t.passOn}
        </Button>
      )}
    </>
  );
}

function TimeLeft({ card: { callbackDueAt, timeZone, language } }: { readonly card: Card }) {
  const { pageLink: t } = useText();
  const now = useNow();
  const due = Date.parse(callbackDueAt ?? '');
  const seconds = Math.abs(Math.round((due - now) / 1_000));
  const span =
    seconds < 3_600
      ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
      : saySpan(seconds * 1_000);
  const at = sayClock(due, { timeZone, language });
  return (
    <div>
      <p className={`${styles.left} ${due < now ? styles.late : ''}`} aria-hidden>
        {due < now ? `+${span}` : span}
      </p>
      <p className={styles.facts}>{due < now ? t.late(at) : t.callBefore(at)}</p>
    </div>
  );
}
