import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/operations.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { sayNumber } from '../case/number.ts';
import styles from './digest.module.css';

/** The weekly digest as it would go out now. */
export function DigestPage() {
  const { digestPage: t } = useText();
  const query = useQuery(read(useCall(), 'readDigest', {}));
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Loaded query={query}>
        {({ accounts }) =>
          accounts.length === 0 ? (
            <Empty>{t.allWell}</Empty>
          ) : (
            accounts.map((account) => <AccountInDigest key={account.accountId} of={account} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function AccountInDigest({ of }: { readonly of: Answer<'readDigest'>['accounts'][number] }) {
  const { digestPage: t, healthPage } = useText();
  const counts = [
    [healthPage.opened, of.opened],
    [healthPage.closed, of.closed],
    [healthPage.silent, of.silent],
    [healthPage.reopened, of.reopened],
    [healthPage.breached, of.breached],
    [healthPage.awaiting, of.awaitingCustomer],
  ] as const;
  return (
    <Panel
      title={of.name}
      actions={
        <Link to="/accounts/$accountId" params={{ accountId: of.accountId }}>
          {t.account}
        </Link>
      }
    >
      <dl className={styles.counts}>
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {of.cases.length > 0 && (
        <>
          <h3>{t.cases}</h3>
          <ul className={styles.cases}>
            {of.cases.map(({ caseId, number, subject }) => (
              <li key={caseId}>
                <Link to="/cases/$caseId" params={{ caseId }}>
                  {sayNumber(number)} · {subject}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
