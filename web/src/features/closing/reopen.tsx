import { useNavigate } from '@tanstack/react-router';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { AskReason } from '../../ui/ask-reason.tsx';

/** Takes a closed case up again, or follows it up in a new one when it is too late for that. */
export function Reopen({ of }: { readonly of: CaseView }) {
  const { closing, fields } = useText();
  const navigate = useNavigate();
  const action = useAction('reopenCase', { refresh: ofCase(of.caseId) });
  const reopen = async (reason: string): Promise<void> => {
    const { caseId } = await action.mutateAsync({ path: { caseId: of.caseId }, body: { reason } });
    void navigate({ to: '/cases/$caseId', params: { caseId } });
  };
  return (
    <AskReason
      button={closing.reopen}
      title={closing.reopenTitle}
      lead={closing.reopenLead}
      label={fields.reason}
      draft={`reopen ${of.caseId}`}
      action={action}
      onReason={reopen}
    />
  );
}
