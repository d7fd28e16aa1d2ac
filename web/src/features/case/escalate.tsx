import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';

/** Puts a case before the technical account manager, who then has a clock of their own. */
export function Escalate({ of, label }: { readonly of: CaseView; readonly label: string }) {
  const { tam: t } = useText();
  const [opened, dialog] = useDisclosure(false);
  const { value, change, clear } = useDraft(`escalate ${of.caseId}`, { reason: '' });
  const action = useAction('escalateCase', {
    refresh: ofCase(of.caseId),
    done: t.escalated,
    onSuccess: () => {
      clear();
      dialog.close();
    },
  });
  return (
    <div>
      <Button variant="default" onClick={dialog.open}>
        {label}
      </Button>
      <DialogForm
        opened={opened}
        onClose={dialog.close}
        title={t.escalateTitle}
        {...(of.tam === null ? {} : { lead: t.escalateLead(of.tam.name) })}
        submit={label}
        action={action}
        onSubmit={() => action.mutate({ path: { caseId: of.caseId }, body: { reason: value.reason } })}
      >
        <Textarea
          label={t.escalateReason}
          required
          data-autofocus
          rows={4}
          value={value.reason}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
      </DialogForm>
    </div>
  );
}
