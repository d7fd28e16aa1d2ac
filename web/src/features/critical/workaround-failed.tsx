import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { AskReason } from '../../ui/ask-reason.tsx';
import type { CriticalProps } from './props.ts';

/** Says that the workaround helps no longer, as long as one is in force; either party may. */
export function WorkaroundFailed({ of, critical }: CriticalProps) {
  const { end } = useText();
  const action = useAction('failWorkaround', { refresh: ofCase(of.caseId) });
  if (critical.workaroundAt === null || critical.endedAt !== null || of.status === 'closed') return null;
  return (
    <AskReason
      button={end.failed}
      title={end.failedTitle}
      lead={end.failedLead}
      label={end.failedReason}
      draft={`failure ${of.caseId}`}
      action={action}
      onReason={(reason) => action.mutateAsync({ path: { caseId: of.caseId }, body: { reason } })}
    />
  );
}
