import { Button, NativeSelect } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { lazyPart, usePreload } from '../../ui/part.tsx';
import { Failure } from '../../ui/states.tsx';
import { Countdown, When } from '../../ui/time.tsx';
import styles from './critical.module.css';
import type { CriticalProps } from './props.ts';

const UpdateDialog = lazyPart(() => import('./update-dialog.tsx'), 'UpdateDialog');

const intervals = [5, 10, 15, 30, 45, 60, 90, 120, 240, 480, 1440];

/** How often the customer hears, agreed by both, and when they hear next. */
export function Cadence({ of, critical, mayWork }: CriticalProps & { readonly mayWork: boolean }) {
  const { cadence: t } = useText();
  const isDesk = useIsDesk();
  const [sending, update] = useDisclosure(false);
  usePreload(...(mayWork ? [UpdateDialog] : []));
  const { cadence, nextUpdateDueAt, expectedResolutionAt } = critical;
  const open = of.status !== 'closed';
  const proposal = cadence.proposal;
  const theirs = proposal !== null && (proposal.by === 'desk') !== isDesk;
  return (
    <div className={styles.part}>
      <h3>{t.title}</h3>
      <p>
        {t.every(cadence.minutes)}, {cadence.agreed ? t.agreed : t.notAgreed}
      </p>
      {open && nextUpdateDueAt !== null && (
        <p>
          {t.next}: <Countdown to={nextUpdateDueAt} />
        </p>
      )}
      {expectedResolutionAt !== null && (
        <p>
          {t.etrNow}:{' '}
          <strong>
            <When at={expectedResolutionAt} />
          </strong>
        </p>
      )}
      {critical.updates === 0 && <p className={styles.label}>{t.none}</p>}
      {open && theirs && <p>{t.proposedByOther(proposal.minutes)}</p>}
      {open && proposal !== null && !theirs && (
        <p className={styles.label}>{t.proposedByUs(proposal.minutes)}</p>
      )}
      {open && (!isDesk || mayWork) && (
        <Agree of={of} critical={critical} theirs={theirs ? proposal.minutes : null} />
      )}
      {mayWork && (
        <div>
          <Button onClick={update.open}>{t.send}</Button>
          {sending && <UpdateDialog of={of} opened={sending} onClose={update.close} />}
        </div>
      )}
    </div>
  );
}

function Agree({ of, critical, theirs }: CriticalProps & { readonly theirs: number | null }) {
  const { cadence: t, time } = useText();
  const [minutes, setMinutes] = useState(theirs ?? critical.cadence.minutes);
  const action = useAction('setCadence', { refresh: ofCase(of.caseId) });
  const put = (value: number): void =>
    action.mutate({ path: { caseId: of.caseId }, body: { minutes: value } });
  const choices = [...new Set([...intervals, critical.cadence.minutes])].sort((a, b) => a - b);
  return (
    <>
      <div className={styles.actions}>
        {theirs !== null && (
          <Button loading={action.isPending} onClick={() => put(theirs)}>
            {t.agree(theirs)}
          </Button>
        )}
        <NativeSelect
          size="xs"
          aria-label={t.minutes}
          value={String(minutes)}
          onChange={({ currentTarget }) => setMinutes(Number(currentTarget.value))}
          data={choices.map((choice) => ({ value: String(choice), label: time.minutes(choice) }))}
        />
        <Button variant="default" size="xs" loading={action.isPending} onClick={() => put(minutes)}>
          {critical.cadence.agreed || theirs !== null ? t.propose : t.agree(minutes)}
        </Button>
      </div>
      <Failure error={action.error} />
    </>
  );
}
