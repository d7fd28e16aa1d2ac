import { Button } from '@mantine/core';
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useState } from 'react';
import { type LinkPageProps, useLink } from '../../api/link.ts';
import type { Answer } from '../../api/operations.ts';
import { useNow } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { saySpan, sayTime } from '../../app/time.ts';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from './page-link.module.css';

type Card = Answer<'readPage'>;

/** What a page's link opens on a telephone at night: who to call until when, without signing in. Opening it takes nothing. */
export function PageLinkPage(props: LinkPageProps) {
  const { pageLink: t } = useText();
  const { call, found: card, setFound: setCard, error, setError } = useLink('readPage', props);
  const [busy, setBusy] = useState(false);
  useTitle(card === null ? t.title : `${t.title} ${sayNumber(card.number)}`);
  const [passedOn, setPassedOn] = useState(false);
  const answer = (takes: boolean): void => {
    setError(null);
    setBusy(true);
    setPassedOn(!takes);
    call('answerPage', { path: { token: props.token }, body: { takes } })
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
  const { pageLink: t, time } = useText();
  const now = useNow();
  const due = Date.parse(callbackDueAt ?? '');
  const seconds = Math.abs(Math.round((due - now) / 1_000));
  const span =
    seconds < 3_600
      ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
      : saySpan(seconds * 1_000);
  const at = sayTime(due, now, { reader: { timeZone, language }, words: time.by });
  return (
    <div>
      <p className={`${styles.left} ${due < now ? styles.late : ''}`} aria-hidden>
        {due < now ? `+${span}` : span}
      </p>
      <p className={styles.facts}>{due < now ? t.late(at) : t.callBefore(at)}</p>
    </div>
  );
}
