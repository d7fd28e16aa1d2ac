import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { DataTable, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';

/** The weekly digest as it would go out now. */
export function DigestPage() {
  const { digestPage: t, healthPage } = useText();
  const query = useQuery(read(useCall(), 'readDigest', {}));
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Loaded query={query}>
        {({ accounts }) =>
          accounts.length === 0 ? (
            <Empty>{t.allWell}</Empty>
          ) : (
            <Panel>
              <DataTable
                label={t.title}
                columns={[
                  t.account,
                  healthPage.breached,
                  healthPage.silent,
                  healthPage.reopened,
                  healthPage.awaiting,
                ]}
              >
                {accounts.map((account) => (
                  <tr key={account.accountId}>
                    <td>
                      <Link to="/accounts/$accountId" params={{ accountId: account.accountId }}>
                        {account.name}
                      </Link>
                    </td>
                    <td>{account.breached}</td>
                    <td>{account.silent}</td>
                    <td>{account.reopened}</td>
                    <td>{account.awaitingCustomer}</td>
                  </tr>
                ))}
              </DataTable>
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}
