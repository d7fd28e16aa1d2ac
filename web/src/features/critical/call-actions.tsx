import { Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useNow } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { lazyPart, usePreload } from '../../ui/part.tsx';
import { Failure } from '../../ui/states.tsx';
import { At } from '../../ui/time.tsx';
import styles from './critical.module.css';
import type { CriticalProps } from './props.ts';

const CallDialog = lazyPart(() => import('./call-dialog.tsx'), 'CallDialog');

/** Taking the page, and the call itself: one key, one number. */
export function CallActions({ of, critical, mayWork }: CriticalProps & { readonly mayWork: boolean }) {
  const { criticalView } = useText();
  const times = useTimes();
  const [calling, call] = useDisclosure(false);
  const take = useAction('acknowledgePage', { refresh: ofCase(of.caseId) });
  const number = critical.vitalInformation?.contactPhone;
  const callable = mayWork && number !== undefined;
  const now = useNow();
  const held = critical.acknowledgedUntil !== null && now < Date.parse(critical.acknowledgedUntil);
  const reached = critical.callbackReachedAt !== null;
  usePreload(CallDialog);
  useHotkeys([['c', () => callable && call.open()]]);
  return (
    <div className={styles.actions}>
      {critical.acknowledgedAt !== null && (
        <At at={critical.acknowledgedAt} className={styles.label}>
          {criticalView.taken(times.by(critical.acknowledgedAt))}
        </At>
      )}
      {!reached && !held && (
        <Button
          variant="default"
          loading={take.isPending}
          onClick={() => take.mutate({ path: { caseId: of.caseId } })}
        >
          {criticalView.take}
        </Button>
      )}
      {callable && (
        <Button
          {...(reached ? { variant: 'default' } : { color: 'red', size: 'md' })}
          className={styles.call}
          leftSection={<IconPhoneOutgoing size={19} aria-hidden />}
          onClick={call.open}
        >
          {reached ? criticalView.callAgain : criticalView.callNow} · {number}
        </Button>
      )}
      <Failure error={take.error} />
      {callable && calling && <CallDialog of={of} number={number} opened={calling} onClose={call.close} />}
    </div>
  );
}
