import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';

/** Joins a case to another of the same account. */
export function Merge({ of, opened, onClose }: DialogProps & { readonly of: CaseView }) {
  const { manage } = useText();
  const navigate = useNavigate();
  const [into, setInto] = useState('');
  const action = useAction('mergeCase', {
    refresh: ofCase(of.caseId),
    onSuccess: ({ caseId, mergedInto }) => {
      onClose();
      void navigate({ to: '/cases/$caseId', params: { caseId: mergedInto?.caseId ?? caseId } });
    },
  });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={manage.mergeTitle}
      lead={manage.mergeLead}
      submit={manage.merge}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          body: { into: into.trim().replace(/^(\d{4})-(\d{4})$/, '$1$2') },
        })
      }
    >
      <TextInput
        label={manage.mergeInto}
        required
        data-autofocus
        value={into}
        onChange={({ currentTarget }) => setInto(currentTarget.value)}
      />
    </DialogForm>
  );
}
