import { lazy, Suspense } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { ProposeClosure } from '../closing/propose-closure.tsx';
import { Reopen } from '../closing/reopen.tsx';

const ProposeReclassification = lazy(async () => ({
  default: (await import('../critical/reclassification.tsx')).ProposeReclassification,
}));

/** What the customer can do with a case beside writing in it. */
export function CustomerActions({ of }: { readonly of: CaseView }) {
  if (of.status === 'closed') return of.mergedInto === null ? <Reopen of={of} /> : null;
  return (
    <>
      {of.closureProposal === null && <ProposeClosure of={of} />}
      {of.severity === 'critical' && of.reclassification === null && (
        <Suspense>
          <ProposeReclassification of={of} />
        </Suspense>
      )}
    </>
  );
}
