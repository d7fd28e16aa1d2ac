import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView } from '../../../../shared/contracts/api/people.ts';
import { useAction } from '../../api/actions.ts';
import { pace, read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import layout from '../../ui/layout.module.css';
import { Panel } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';

/** Export and legal hold. */
export function DataRights({ account }: { readonly account: AccountView }) {
  const { accountsPage: t } = useText();
  const [opened, dialog] = useDisclosure(false);
  return (
    <Panel title={t.dataRights}>
      {account.legalHold && (
        <p>
          <Tag tone="amber">{t.legalHold}</Tag> {t.legalHoldOn}
        </p>
      )}
      <div className={layout.actions}>
        <Export accountId={account.accountId} />
        <Button variant="default" onClick={dialog.open}>
          {account.legalHold ? t.legalHoldLift : t.legalHoldSet}
        </Button>
      </div>
      {opened && <HoldDialog account={account} opened={opened} onClose={dialog.close} />}
    </Panel>
  );
}

function Export({ accountId }: { readonly accountId: string }) {
  const { accountsPage: t } = useText();
  const begin = useAction('exportAccount');
  const exportId = begin.data?.exportId ?? '';
  const progress = useQuery({
    ...read(useCall(), 'readExport', { path: { accountId, exportId } }),
    enabled: exportId !== '',
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'running' ? pace.case : false,
  });
  const { state, url } = progress.data ?? begin.data ?? { state: null, url: null };
  if (state === 'done' && url !== null) {
    return (
      <Button component="a" href={url} target="_blank" rel="noopener noreferrer">
        {t.exportDone}
      </Button>
    );
  }
  return (
    <>
      <Button
        variant="default"
        loading={begin.isPending || state === 'running'}
        onClick={() => begin.mutate({ path: { accountId } })}
      >
        {state === 'running' ? t.exportRunning : t.exportData}
      </Button>
      {state === 'failed' && <span role="alert">{t.exportFailed}</span>}
      <Failure error={begin.error} />
    </>
  );
}

function HoldDialog({ account, opened, onClose }: DialogProps & { readonly account: AccountView }) {
  const { accountsPage: t, fields } = useText();
  const [reason, setReason] = useState('');
  const action = useAction('setLegalHold', {
    refresh: [['readAccount'], ['listAccounts']],
    onSuccess: onClose,
  });
  const title = account.legalHold ? t.legalHoldLift : t.legalHoldSet;
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={title}
      submit={title}
      action={action}
      onSubmit={() =>
        action.mutate({ path: { accountId: account.accountId }, body: { held: !account.legalHold, reason } })
      }
    >
      <TextInput
        label={fields.reason}
        required
        data-autofocus
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </DialogForm>
  );
}
