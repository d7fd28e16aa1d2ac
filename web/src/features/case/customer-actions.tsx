import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { lazyPart } from '../../ui/part.tsx';
import { ProposeClosure } from '../closing/propose-closure.tsx';
import { Reopen } from '../closing/reopen.tsx';

const ProposeReclassification = lazyPart(
  () => import('../critical/reclassification.tsx'),
  'ProposeReclassification',
);

/** What the customer can do with a case beside writing in it. */
export function CustomerActions({ of }: { readonly of: CaseView }) {
  if (of.status === 'closed') return of.mergedInto === null ? <Reopen of={of} /> : null;
  return (
    <>
      {of.closureProposal === null && <ProposeClosure of={of} />}
      {of.severity === 'critical' && of.reclassification === null && <ProposeReclassification of={of} />}
    </>
  );
}
