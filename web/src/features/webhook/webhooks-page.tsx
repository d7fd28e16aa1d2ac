import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useIsDesk } from '../../app/person.tsx';
import { Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { AccountSelect } from '../account/account-select.tsx';
import { useAccounts } from '../account/use-accounts.ts';
import { CreateWebhook } from './create-webhook.tsx';
import { Deliveries } from './deliveries.tsx';
import { StopWebhook } from './stop-webhook.tsx';

type Webhook = Answer<'listWebhooks'>['items'][number];

/** Where an account's events go. */
export function WebhooksPage() {
  const { webhooksPage: t } = useText();
  const isDesk = useIsDesk();
  const accounts = useAccounts(isDesk);
  const { account: chosen } = useSearch({ from: '/webhooks' });
  const navigate = useNavigate({ from: '/webhooks' });
  const setAccount = (next: string | null): void =>
    void navigate({ search: next === null ? {} : { account: next }, replace: true });
  // The desk's people see one account at a time, a customer their own.
  const account = chosen ?? accounts?.[0]?.accountId ?? '';
  const query = useQuery({
    ...read(useCall(), 'listWebhooks', { query: isDesk ? { account } : {} }),
    enabled: !isDesk || account !== '',
  });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={<CreateWebhook accountId={account} onCreated={setAccount} />}
    >
      {isDesk && <AccountSelect always label={t.account} value={account} onChange={setAccount} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.empty}</Empty>
          ) : (
            items.map((webhook) => <WebhookPanel key={webhook.webhookId} webhook={webhook} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function WebhookPanel({ webhook }: { readonly webhook: Webhook }) {
  const { webhooksPage: t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title={webhook.url}
      actions={
        <>
          <Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t.deliveries}
          </Button>
          <StopWebhook webhook={webhook} />
        </>
      }
    >
      <p>{webhook.eventTypes.length === 0 ? t.allEvents : webhook.eventTypes.join(', ')}</p>
      {open && <Deliveries webhookId={webhook.webhookId} />}
    </Panel>
  );
}
