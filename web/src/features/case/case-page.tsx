import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CaseView, TimelineItem } from '../../../../shared/contracts/api/views.ts';
import { pace, read, readWholeTimeline } from '../../api/queries.ts';
import { useCall, useIsDesk } from '../../app/person.tsx';
import { useTitle } from '../../ui/layout.tsx';
import { lazyPart } from '../../ui/part.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ClosureBanner } from '../closing/closure-banner.tsx';
import { criticalOf } from '../critical/running.ts';
import { CaseHead } from './case-head.tsx';
import { CaseKeys } from './case-keys.tsx';
import styles from './case-page.module.css';
import { Conversation } from './conversation.tsx';
import { CaseFacts } from './facts.tsx';
import { sayNumber } from './number.ts';

const CriticalPanel = lazyPart(() => import('../critical/critical-panel.tsx'), 'CriticalPanel');
const DeskComposer = lazyPart(() => import('../reply/desk-composer.tsx'), 'DeskComposer');
const CustomerComposer = lazyPart(() => import('../reply/customer-composer.tsx'), 'CustomerComposer');
const RateCase = lazyPart(() => import('../satisfaction/rate-case.tsx'), 'RateCase');

/** One case, for whoever may see it; what each party can do differs, the conversation is the same. */
export function CasePage() {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const query = useCase(caseId);
  const every = query.data?.severity === 'critical' ? pace.critical : pace.case;
  const timeline = useQuery(readWholeTimeline(useCall(), query.data?.caseId ?? caseId, every));
  return (
    <div className={styles.page}>
      <Loaded page query={query} lines={6}>
        {(of) => <CaseBody of={of} timeline={timeline} />}
      </Loaded>
    </div>
  );
}

/** The case, once what it is worked with has come too: a part that comes later would hide the page again. */
function useCase(caseId: string) {
  const call = useCall();
  const isDesk = useIsDesk();
  const options = read(call, 'readCase', { path: { caseId } });
  return useQuery({
    ...options,
    queryFn: async ({ signal }) => {
      const composer = (isDesk ? DeskComposer : CustomerComposer).preload();
      const of = await call('readCase', { path: { caseId }, signal });
      if (criticalOf(of) !== null) await CriticalPanel.preload();
      await composer;
      return of;
    },
    refetchInterval: ({ state }) => (state.data?.severity === 'critical' ? pace.critical : pace.case),
  });
}

interface CaseBodyProps {
  readonly of: CaseView;
  readonly timeline: UseQueryResult<readonly TimelineItem[]>;
}

function CaseBody({ of, timeline }: CaseBodyProps) {
  useTitle(`${sayNumber(of.number)} ${of.subject}`);
  const isDesk = useIsDesk();
  const critical = criticalOf(of);
  const canWrite = of.status !== 'closed' && of.status !== 'quarantined';
  return (
    <>
      <CaseHead of={of} />
      {isDesk && <CaseKeys caseId={of.caseId} />}
      {critical !== null && <CriticalPanel of={of} critical={critical} timeline={timeline} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <Loaded query={timeline} lines={6}>
            {(items) => <Conversation of={of} items={items} />}
          </Loaded>
          <ClosureBanner of={of} />
          {!isDesk && of.status === 'closed' && of.closedHow === 'agreed' && <RateCase of={of} />}
          {canWrite &&
            (isDesk ? (
              <DeskComposer key={of.caseId} of={of} />
            ) : (
              <CustomerComposer key={of.caseId} of={of} />
            ))}
        </div>
        <div className={styles.side}>
          <CaseFacts of={of} />
        </div>
      </div>
    </>
  );
}
