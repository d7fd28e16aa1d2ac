import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { AccountSelect } from '../account/account-select.tsx';

/** Believes a mail: it becomes a case of an account, or joins a case. */
export function ReleaseDialog({ of, opened, onClose }: DialogProps & { readonly of: CaseSummary }) {
  const { quarantinePage: t } = useText();
  const [where, setWhere] = useState<'account' | 'case'>('account');
  const [accountId, setAccountId] = useState(of.accountId ?? '');
  const [number, setNumber] = useState('');
  const action = useAction('releaseQuarantined', {
    refresh: [['readQuarantine'], ['listCases'], ['readCase']],
    onSuccess: onClose,
  });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t.releaseTitle}
      lead={t.releaseLead}
      submit={t.releaseTitle}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          body:
            where === 'account'
              ? { accountId }
              : { caseId: number.trim().replace(/^(\d{4})-(\d{4})$/, '$1$2') },
        })
      }
    >
      <Radio.Group
        value={where}
        onChange={(to) => setWhere(to === 'case' ? 'case' : 'account')}
        aria-label={t.releaseTitle}
      >
        <Stack gap="xs">
          <Radio value="account" label={t.toAccount} />
          <Radio value="case" label={t.toCase} />
        </Stack>
      </Radio.Group>
      {where === 'account' ? (
        <AccountSelect label={t.account} required value={accountId} onChange={setAccountId} />
      ) : (
        <TextInput
          label={t.caseNumber}
          required
          value={number}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
        />
      )}
    </DialogForm>
  );
}
