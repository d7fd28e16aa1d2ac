import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';

/** Discards a mail, with the reason on its record. */
export function DiscardDialog({ of, opened, onClose }: DialogProps & { readonly of: CaseSummary }) {
  const { quarantinePage: t, fields } = useText();
  const [reason, setReason] = useState('');
  const action = useAction('discardQuarantined', {
    refresh: [['readQuarantine'], ['listCases'], ['readCase']],
    onSuccess: onClose,
  });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t.discardTitle}
      lead={t.discardLead}
      submit={t.discardTitle}
      danger
      action={action}
      onSubmit={() => action.mutate({ path: { caseId: of.caseId }, body: { reason } })}
    >
      <Textarea
        label={fields.reason}
        required
        data-autofocus
        rows={3}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </DialogForm>
  );
}
