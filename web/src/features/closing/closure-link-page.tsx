import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type LinkPageProps, useLink } from '../../api/link.ts';
import type { Answer } from '../../api/operations.ts';
import { useLanguage, useText } from '../../app/i18n/i18n.tsx';
import { sayDate } from '../../app/time.ts';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from './closing.module.css';

/** The page behind the signed link of a closing mail: answers without signing in. Opening it decides nothing. */
export function ClosureLinkPage(props: LinkPageProps) {
  const { closing, app } = useText();
  const { call, found: asked, error, setError } = useLink('readByLink', props);
  const [answered, setAnswered] = useState(false);
  useTitle(asked === null ? '' : closing.byLinkTitle(sayNumber(asked.number)));
  const answer = (agreed: boolean, reason?: string): void => {
    setError(null);
    call('answerByLink', {
      path: { token: props.token },
      body: { agreed, ...(reason === undefined ? {} : { reason }) },
    }).then(() => setAnswered(true), setError);
  };
  return (
    <main className={styles.link}>
      <div className={styles.linkBox}>
        <Panel level={1} title={asked === null ? app.name : `${sayNumber(asked.number)} · ${asked.subject}`}>
          {asked === null && error === null && <Loading lines={3} />}
          {asked?.open === true && <p>{closing.byLinkLead}</p>}
          {asked !== null && <Prose>{asked.summary}</Prose>}
          {asked?.note != null && <ClosingNote note={asked.note} />}
          {answered && <p role="status">{closing.byLinkThanks}</p>}
          {asked !== null &&
            !answered &&
            (asked.open ? <LinkAnswer onAnswer={answer} /> : <p>{closing.byLinkGone}</p>)}
          <Failure error={error} />
        </Panel>
      </div>
    </main>
  );
}

function LinkAnswer({ onAnswer }: { readonly onAnswer: (agreed: boolean, reason?: string) => void }) {
  const { closing } = useText();
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(false, reason);
      }}
    >
      <Button onClick={() => onAnswer(true)} mb="md">
        {closing.agree}
      </Button>
      <Textarea
        label={closing.declineTitle}
        required
        withAsterisk={false}
        rows={3}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button type="submit" variant="default" mt="xs">
        {closing.decline}
      </Button>
    </form>
  );
}

/** What a critical issue is closed with: its cause, and what is still to be done. */
function ClosingNote({
  note: { cause, followUps },
}: {
  readonly note: NonNullable<Answer<'readByLink'>['note']>;
}) {
  const { closing } = useText();
  const language = useLanguage();
  return (
    <>
      <h2>{closing.cause}</h2>
      <Prose>{cause ?? closing.causeUnknown}</Prose>
      {followUps.length > 0 && (
        <>
          <h2>{closing.followUps}</h2>
          <ul className={styles.followUps}>
            {followUps.map(({ what, ownerName, dueOn }) => (
              <li key={`${what} ${dueOn}`}>
                {what} – {ownerName}, {sayDate(dueOn, language)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
