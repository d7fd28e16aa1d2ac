import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { AskReason } from '../../ui/ask-reason.tsx';

/** Puts a case before the technical account manager, who then has a clock of their own. */
export function Escalate({ of, label }: { readonly of: CaseView; readonly label: string }) {
  const { tam: t } = useText();
  const action = useAction('escalateCase', { refresh: ofCase(of.caseId), done: t.escalated });
  return (
    <div>
      <AskReason
        button={label}
        title={t.escalateTitle}
        {...(of.tam === null ? {} : { lead: t.escalateLead(of.tam.name) })}
        label={t.escalateReason}
        draft={`escalate ${of.caseId}`}
        action={action}
        onReason={(reason) => action.mutateAsync({ path: { caseId: of.caseId }, body: { reason } })}
      />
    </div>
  );
}
