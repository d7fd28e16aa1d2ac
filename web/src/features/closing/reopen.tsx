import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';

/** Takes a closed case up again, or follows it up in a new one when it is too late for that. */
export function Reopen({ of }: { readonly of: CaseView }) {
  const { closing, fields } = useText();
  const navigate = useNavigate();
  const [opened, dialog] = useDisclosure(false);
  const { value, change, clear } = useDraft(`reopen ${of.caseId}`, { reason: '' });
  const action = useAction('reopenCase', {
    refresh: ofCase(of.caseId),
    onSuccess: ({ caseId }) => {
      clear();
      dialog.close();
      void navigate({ to: '/cases/$caseId', params: { caseId } });
    },
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {closing.reopen}
      </Button>
      <DialogForm
        opened={opened}
        onClose={dialog.close}
        title={closing.reopenTitle}
        lead={closing.reopenLead}
        submit={closing.reopen}
        action={action}
        onSubmit={() => action.mutate({ path: { caseId: of.caseId }, body: { reason: value.reason } })}
      >
        <Textarea
          label={fields.reason}
          required
          data-autofocus
          rows={4}
          value={value.reason}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
      </DialogForm>
    </>
  );
}
