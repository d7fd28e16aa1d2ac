import { Button } from '@mantine/core';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { AskReason } from '../../ui/ask-reason.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Failure } from '../../ui/states.tsx';
import styles from './critical.module.css';

interface ReclassificationProps {
  readonly of: CaseView;
  readonly mayAnswer: boolean;
}

/** An open proposal that the issue is not critical: one party agrees, or it stays critical. */
export function Reclassification({ of, mayAnswer }: ReclassificationProps) {
  const { reclassify: t } = useText();
  const isDesk = useIsDesk();
  const action = useAction('classifyCase', { refresh: ofCase(of.caseId), done: t.agreed });
  const proposal = of.reclassification;
  if (proposal === null || of.status === 'closed') return null;
  const mine = (proposal.by === 'desk') === isDesk;
  const title = proposal.by === 'desk' ? t.byDesk : t.byCustomer(of.accountName ?? of.requester.address);
  return (
    <section className={styles.proposal} aria-label={title}>
      <h3>{title}</h3>
      <Prose>{proposal.reason}</Prose>
      <p className={styles.label}>{mine || !mayAnswer ? t.waiting : t.answer}</p>
      {!mine && mayAnswer && (
        <div>
          <Button
            variant="default"
            loading={action.isPending}
            onClick={() =>
              action.mutate({
                path: { caseId: of.caseId },
                body: { severity: 'non-critical', reason: proposal.reason },
              })
            }
          >
            {t.agree}
          </Button>
        </div>
      )}
      <Failure error={action.error} />
    </section>
  );
}

/** Proposes that an issue is not critical after all. */
export function ProposeReclassification({ of }: { readonly of: CaseView }) {
  const { reclassify: t } = useText();
  const action = useAction('classifyCase', { refresh: ofCase(of.caseId) });
  return (
    <AskReason
      button={t.propose}
      title={t.proposeTitle}
      lead={t.proposeLead}
      label={t.reason}
      draft={`reclassify ${of.caseId}`}
      action={action}
      onReason={(reason) =>
        action.mutateAsync({ path: { caseId: of.caseId }, body: { severity: 'non-critical', reason } })
      }
    />
  );
}
