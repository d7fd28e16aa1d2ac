import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useAction } from '../../api/actions.ts';
import type { Answer } from '../../api/operations.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';

interface StopWebhookProps {
  readonly webhook: Pick<Answer<'listWebhooks'>['items'][number], 'webhookId' | 'url'>;
}

/** Stops sending, after asking. */
export function StopWebhook({ webhook: { webhookId, url } }: StopWebhookProps) {
  const { webhooksPage: t } = useText();
  const [opened, dialog] = useDisclosure(false);
  const action = useAction('deleteWebhook', { refresh: [['listWebhooks']], onSuccess: dialog.close });
  return (
    <>
      <Button size="xs" variant="subtle" color="red" onClick={dialog.open}>
        {t.stop}
      </Button>
      <DialogForm
        opened={opened}
        onClose={dialog.close}
        title={t.stopTitle}
        lead={url}
        submit={t.stop}
        danger
        action={action}
        onSubmit={() => action.mutate({ path: { webhookId } })}
      />
    </>
  );
}
