import { Button } from '@mantine/core';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { AskReason } from '../../ui/ask-reason.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Failure } from '../../ui/states.tsx';
import { When } from '../../ui/time.tsx';
import styles from './closing.module.css';

/** A proposal to close that is open: one party answers, the other waits. */
export function ClosureBanner({ of }: { readonly of: CaseView }) {
  const { closing, app } = useText();
  const isDesk = useIsDesk();
  const proposal = of.closureProposal;
  if (proposal === null || of.status === 'closed') return null;
  const mine = (proposal.by === 'desk') === isDesk;
  const who =
    proposal.by === 'desk' ? (of.owner?.name ?? app.name) : of.requester.name || of.requester.address;
  const title = mine
    ? closing.proposedByYou
    : proposal.by === 'desk'
      ? closing.proposedByDesk(who)
      : closing.proposedByCustomer(who);
  return (
    <Panel title={title} className={styles.banner} actions={<When at={proposal.proposedAt} />}>
      <Prose>{proposal.summary}</Prose>
      {mine ? (
        <p className={styles.quiet}>{closing.waitingForThem}</p>
      ) : (
        <Answer of={of} proposalSeq={proposal.seq} />
      )}
    </Panel>
  );
}

/** Answers the proposal that is on the screen, and no other that may have come meanwhile. */
function Answer({ of, proposalSeq }: { readonly of: CaseView; readonly proposalSeq: number }) {
  const { closing } = useText();
  const agree = useAction('answerClosure', { refresh: ofCase(of.caseId) });
  const decline = useAction('answerClosure', { refresh: ofCase(of.caseId) });
  const path = { caseId: of.caseId };
  return (
    <>
      <div className={styles.actions}>
        <Button
          loading={agree.isPending}
          onClick={() => agree.mutate({ path, body: { agreed: true, proposalSeq } })}
        >
          {closing.agree}
        </Button>
        <AskReason
          button={closing.decline}
          title={closing.declineTitle}
          label={closing.declineReason}
          draft={`decline ${of.caseId}`}
          action={decline}
          onReason={(reason) => decline.mutateAsync({ path, body: { agreed: false, reason, proposalSeq } })}
        />
      </div>
      <Failure error={agree.error} />
    </>
  );
}
