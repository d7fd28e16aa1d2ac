import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { lazyPart } from '../../ui/part.tsx';
import { ProposeClosure } from '../closing/propose-closure.tsx';
import { Reopen } from '../closing/reopen.tsx';
import { criticalOf } from '../critical/running.ts';

const WorkaroundFailed = lazyPart(() => import('../critical/workaround-failed.tsx'), 'WorkaroundFailed');
const ProposeReclassification = lazyPart(
  () => import('../critical/reclassification.tsx'),
  'ProposeReclassification',
);

/** What the customer can do with a case beside writing in it. */
export function CustomerActions({ of }: { readonly of: CaseView }) {
  if (of.status === 'closed') return of.mergedInto === null ? <Reopen of={of} /> : null;
  const critical = criticalOf(of);
  return (
    <>
      {critical?.workaroundAt != null && <WorkaroundFailed of={of} critical={critical} />}
      {of.closureProposal === null && <ProposeClosure of={of} />}
      {of.severity === 'critical' && of.reclassification === null && <ProposeReclassification of={of} />}
    </>
  );
}
