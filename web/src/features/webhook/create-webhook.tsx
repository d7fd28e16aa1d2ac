import { Alert, Button, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { listIn } from '../account/account-form.ts';
import { AccountSelect } from '../account/account-select.tsx';

interface CreateWebhookProps {
  /** The account whose webhooks the page shows; empty for a customer, who has one. */
  readonly accountId: string;
  readonly onCreated: (accountId: string | null) => void;
}

/** Makes a webhook, and shows its secret this once. */
export function CreateWebhook({ accountId: shown, onCreated }: CreateWebhookProps) {
  const { webhooksPage: t, actions, app } = useText();
  const isDesk = useIsDesk();
  const [opened, dialog] = useDisclosure(false);
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const accountId = chosen ?? shown;
  const [secret, setSecret] = useState<string | null>(null);
  const action = useAction('createWebhook', {
    refresh: [['listWebhooks']],
    onSuccess: (made) => {
      dialog.close();
      setSecret(made.secret);
      onCreated(chosen);
    },
  });
  return (
    <>
      <Button onClick={dialog.open}>{t.create}</Button>
      <DialogForm
        opened={opened}
        onClose={dialog.close}
        title={t.create}
        lead={t.lead}
        submit={actions.create}
        action={action}
        onSubmit={() =>
          action.mutate({
            body: { url, eventTypes: listIn(events), ...(accountId === '' ? {} : { accountId }) },
          })
        }
      >
        {isDesk && <AccountSelect label={t.account} required value={accountId} onChange={setChosen} />}
        <TextInput
          label={t.url}
          description={t.urlHint}
          type="url"
          required
          pattern="https://.*"
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
        <TextInput
          label={t.events}
          description={t.eventsHint}
          value={events}
          onChange={({ currentTarget }) => setEvents(currentTarget.value)}
        />
      </DialogForm>
      <Modal
        opened={secret !== null}
        onClose={() => setSecret(null)}
        title={t.secretTitle}
        closeButtonProps={{ 'aria-label': app.close }}
      >
        <Alert color="yellow">{t.secretLead}</Alert>
        <p>
          <code>{secret}</code> <CopyButton value={secret ?? ''} label={actions.copy} />
        </p>
      </Modal>
    </>
  );
}
