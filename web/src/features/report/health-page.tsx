import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Answer } from '../../api/operations.ts';
import { pace, read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Page } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import styles from './health.module.css';
import { HealthCharts } from './health-charts.tsx';

type Health = Answer<'readHealth'>;

/** How an account is doing: what is open, late, silent, reopened, and how that moves. */
export function HealthPage() {
  const { healthPage: t } = useText();
  const call = useCall();
  const accounts = useQuery(read(call, 'listAccounts', { query: { limit: 100 } }));
  const search = useSearch({ from: '/health' });
  const navigate = useNavigate({ from: '/health' });
  const choose = (more: typeof search): void =>
    void navigate({ search: { ...search, ...more }, replace: true });
  const days = Number(search.days ?? 30);
  const accountId = search.account ?? accounts.data?.items[0]?.accountId ?? '';
  const health = useQuery({
    ...read(call, 'readHealth', { path: { accountId }, query: { days }, every: pace.slow }),
    enabled: accountId !== '',
  });
  return (
    <Page title={t.title} lead={t.lead}>
      <Loaded query={accounts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.noAccounts}</Empty>
          ) : (
            <>
              <div className={styles.bar}>
                <NativeSelect
                  label={t.account}
                  value={accountId}
                  onChange={({ currentTarget }) => choose({ account: currentTarget.value })}
                  data={items.map((account) => ({ value: account.accountId, label: account.name }))}
                />
                <NativeSelect
                  label={t.days}
                  value={String(days)}
                  onChange={({ currentTarget }) => choose({ days: currentTarget.value })}
                  data={[7, 30, 90].map((count) => ({ value: String(count), label: t.lastDays(count) }))}
                />
              </div>
              <Loaded query={health}>
                {(of) => (
                  <>
                    <Tiles of={of} />
                    <HealthCharts of={of} />
                  </>
                )}
              </Loaded>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Tiles({ of }: { readonly of: Health }) {
  const { healthPage: t } = useText();
  const tiles = [
    { label: t.open, value: of.open, bad: false },
    { label: t.breached, value: of.breached, bad: of.breached > 0 },
    { label: t.silent, value: of.silent, bad: of.silent > 0 },
    { label: t.reopened, value: of.reopened, bad: of.reopened > 0 },
    { label: t.awaiting, value: of.awaitingCustomer, bad: false },
  ];
  return (
    <div className={styles.tiles}>
      {tiles.map(({ label, value, bad }) => (
        <div key={label} className={bad ? `${styles.tile} ${styles.bad}` : styles.tile}>
          <span className={styles.value}>{value}</span>
          <span className={styles.label}>{label}</span>
        </div>
      ))}
    </div>
  );
}
