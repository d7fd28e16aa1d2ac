import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { AskReason } from '../../ui/ask-reason.tsx';
import { criticalOf } from '../critical/running.ts';

/** Proposes to close. It takes the other party's word to do it. */
export function ProposeClosure({ of }: { readonly of: CaseView }) {
  const { closing, end } = useText();
  const isDesk = useIsDesk();
  const action = useAction('proposeClosure', { refresh: ofCase(of.caseId) });
  const noteMissing = isDesk && criticalOf(of)?.closingNote === false;
  return (
    <AskReason
      button={closing.propose}
      title={closing.proposeTitle}
      lead={noteMissing ? end.noteNeeded : closing.proposeLead}
      label={closing.summary}
      draft={`closure ${of.caseId}`}
      rows={5}
      disabled={noteMissing}
      action={action}
      onReason={(summary) => action.mutateAsync({ path: { caseId: of.caseId }, body: { summary } })}
    />
  );
}
