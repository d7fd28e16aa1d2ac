import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type LinkPageProps, useLink } from '../../api/link.ts';
import type { Answer } from '../../api/operations.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel, useTitle } from '../../ui/layout.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from '../closing/closing.module.css';

/** The page behind a mail's link to the technical account manager: escalates without signing in. Opening it does nothing. */
export function EscalationLinkPage(props: LinkPageProps) {
  const { tam: t, app } = useText();
  const { call, found: asked, setFound, error, setError } = useLink('readEscalationLink', props);
  const [busy, setBusy] = useState(false);
  useTitle(t.escalateTitle);
  const escalate = (reason: string): void => {
    setError(null);
    setBusy(true);
    call('escalateByLink', { path: { token: props.token }, body: { reason } })
      .then(setFound, setError)
      .finally(() => setBusy(false));
  };
  return (
    <main className={styles.link}>
      <div className={styles.linkBox}>
        <Panel level={1} title={asked === null ? app.name : `${sayNumber(asked.number)} · ${asked.subject}`}>
          {asked === null && error === null && <Loading lines={3} />}
          {asked?.tam != null && <Reach tam={asked.tam} />}
          {asked?.escalated === true && <p role="status">{t.escalatedByLink}</p>}
          {asked?.escalated === false &&
            (asked.open ? <Reason busy={busy} onEscalate={escalate} /> : <p>{t.escalateGone}</p>)}
          <Failure error={error} />
        </Panel>
      </div>
    </main>
  );
}

/** Who takes it up, and how to reach them without waiting. */
function Reach({ tam }: { readonly tam: NonNullable<Answer<'readEscalationLink'>['tam']> }) {
  const { tam: t } = useText();
  return (
    <>
      <p>
        {t.title}: <strong>{tam.name}</strong> · {tam.openNow ? t.openNow : t.closedNow}
      </p>
      <p>
        {tam.phone !== null && (
          <>
            <a href={`tel:${tam.phone}`}>{tam.phone}</a> ·{' '}
          </>
        )}
        <a href={`mailto:${tam.email}`}>{tam.email}</a>
      </p>
    </>
  );
}

interface ReasonProps {
  readonly busy: boolean;
  readonly onEscalate: (reason: string) => void;
}

function Reason({ busy, onEscalate }: ReasonProps) {
  const { tam: t } = useText();
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onEscalate(reason);
      }}
    >
      <Textarea
        label={t.escalateReason}
        required
        withAsterisk={false}
        rows={3}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button type="submit" loading={busy} mt="xs">
        {t.escalate}
      </Button>
    </form>
  );
}
