import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import type { Contact } from './contact-dialog.tsx';

/** Erases a person for good. */
export function EraseDialog({ contact, opened, onClose }: DialogProps & { readonly contact: Contact }) {
  const { accountsPage: t, fields } = useText();
  const [reason, setReason] = useState('');
  const { accountId, contactId, name } = contact;
  const action = useAction('eraseContact', {
    refresh: [['listContacts']],
    done: t.erasing,
    onSuccess: onClose,
  });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t.eraseTitle(name)}
      lead={t.eraseLead}
      submit={t.erase}
      danger
      action={action}
      onSubmit={() => action.mutate({ path: { accountId, contactId }, body: { reason } })}
    >
      <TextInput
        label={fields.reason}
        required
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </DialogForm>
  );
}
