import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { AccountView } from '../../../../shared/contracts/api/people.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useHasRole } from '../../app/person.tsx';
import { saySpan } from '../../app/time.ts';
import { Page, Panel } from '../../ui/layout.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { Loaded } from '../../ui/states.tsx';
import { AccountDialog } from './account-dialog.tsx';
import type { TargetName } from './account-form.ts';
import { Contacts } from './contacts.tsx';
import { DataRights } from './data-rights.tsx';
import facts from './facts.module.css';
import { TamCardPanel } from './tam-card.tsx';

/** One customer: what was promised to it, who its people are. */
export function AccountPage() {
  const { accountId } = useParams({ from: '/accounts/$accountId' });
  const query = useQuery(read(useCall(), 'readAccount', { path: { accountId } }));
  if (query.isPending) return <PageLoading />;
  return (
    <Loaded page query={query}>
      {(account) => <AccountBody account={account} />}
    </Loaded>
  );
}

function AccountBody({ account }: { readonly account: AccountView }) {
  const { accountsPage: t, actions } = useText();
  const mayEdit = useHasRole('supervisor');
  const [editing, dialog] = useDisclosure(false);
  return (
    <Page
      title={account.name}
      lead={account.domains.join(', ')}
      actions={
        <>
          <Button component={Link} to={`/queue?account=${account.accountId}`} variant="default">
            {t.cases}
          </Button>
          {mayEdit && <Button onClick={dialog.open}>{actions.edit}</Button>}
        </>
      }
    >
      {account.tam !== null && <TamCardPanel tam={account.tam} />}
      <Contacts accountId={account.accountId} />
      <Targets account={account} />
      {mayEdit && <DataRights account={account} />}
      {editing && <AccountDialog account={account} opened={editing} onClose={dialog.close} />}
    </Page>
  );
}

const sayMinutes = (minutes: number): string => saySpan(minutes * 60_000);

function Targets({ account: { targets } }: { readonly account: AccountView }) {
  const { accountsPage: t } = useText();
  return (
    <Panel title={t.promisedTimes}>
      <dl className={facts.facts}>
        {(Object.keys(t.target) as TargetName[]).map((name) => (
          <div key={name}>
            <dt>{t.target[name]}</dt>
            <dd>{name === 'reopenDays' ? targets[name] : sayMinutes(targets[name])}</dd>
          </div>
        ))}
        <div>
          <dt>{t.reminders}</dt>
          <dd>{targets.closureReminderMinutes.map(sayMinutes).join(', ') || '–'}</dd>
        </div>
        <div>
          <dt>{t.lapse}</dt>
          <dd>
            {targets.closureLapseMinutes === null ? t.lapseNever : sayMinutes(targets.closureLapseMinutes)}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
