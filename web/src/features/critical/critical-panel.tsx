import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { CriticalView, TimelineItem } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useHasRole, useIsDesk, useTimes } from '../../app/person.tsx';
import { lazyPart } from '../../ui/part.tsx';
import { At, Countdown } from '../../ui/time.tsx';
import { Cadence } from './cadence.tsx';
import { CallActions } from './call-actions.tsx';
import styles from './critical.module.css';
import { EndActions } from './end-actions.tsx';
import { Hotline } from './hotline-numbers.tsx';
import { Pages } from './pages.tsx';
import type { CriticalProps } from './props.ts';
import { Reclassification } from './reclassification.tsx';
import { StageLine } from './stage-line.tsx';
import { updatesIn } from './updates.ts';
import { VitalInformation } from './vital-information.tsx';

const UpdateHistory = lazyPart(() => import('./update-history.tsx'), 'UpdateHistory');

/** A critical issue, in a header that cannot be missed: where it stands, what is due, what to do now. */
export function CriticalPanel({
  of,
  critical,
  timeline,
}: CriticalProps & { readonly timeline: UseQueryResult<readonly TimelineItem[]> }) {
  const { criticalView } = useText();
  const isDesk = useIsDesk();
  const mayWork = useHasRole('agent', 'supervisor', 'tam') && of.status !== 'closed';
  const updates = updatesIn(timeline.data ?? []);
  return (
    <section className={styles.panel} aria-label={criticalView.title}>
      <div className={styles.bar}>
        <div>
          <h2 className={styles.title}>
            <IconAlertTriangleFilled size={20} aria-hidden /> {criticalView.title}
          </h2>
          <DueClock critical={critical} />
        </div>
        {isDesk && of.status !== 'closed' && <CallActions of={of} critical={critical} mayWork={mayWork} />}
      </div>
      <Reclassification of={of} mayAnswer={!isDesk || mayWork} />
      <StageLine critical={critical} />
      <div className={styles.body}>
        {isDesk ? <Pages timeline={timeline} /> : <Hotline critical={critical} />}
        <VitalInformation of={of} critical={critical} />
        <Cadence of={of} critical={critical} mayWork={mayWork} />
      </div>
      {updates.length > 0 && (
        <div className={styles.wide}>
          <UpdateHistory updates={updates} />
        </div>
      )}
      {mayWork && <EndActions of={of} critical={critical} />}
    </section>
  );
}

/** What is due now: the call within 15 minutes, and once the customer was reached the next agreed update. */
function DueClock({ critical }: { readonly critical: CriticalView }) {
  const { criticalView } = useText();
  const times = useTimes();
  const { callbackReachedAt, callbackDueAt, nextUpdateDueAt } = critical;
  if (callbackReachedAt !== null) {
    return (
      <div className={styles.clock}>
        {nextUpdateDueAt !== null && (
          <>
            <span>{criticalView.updateDue}</span>
            <Countdown to={nextUpdateDueAt} />
          </>
        )}
        <At at={callbackReachedAt} className={styles.reached}>
          {criticalView.callbackReached(times.by(callbackReachedAt))}
        </At>
      </div>
    );
  }
  if (callbackDueAt === null) return <p>{criticalView.notStarted}</p>;
  return (
    <div className={styles.clock}>
      <span>{criticalView.callbackDue}</span>
      <Countdown to={callbackDueAt} />
      {critical.callbackAttempts > 0 && (
        <span className={styles.label}>{criticalView.attempts(critical.callbackAttempts)}</span>
      )}
    </div>
  );
}
