import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useHasRole } from '../../app/person.tsx';
import { DataTable, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AccountDialog } from './account-dialog.tsx';

const textOf = (q: string) => (q === '' ? {} : { q });

/** The customers, each with who looks after it. */
export function AccountsPage() {
  const { accountsPage: t, fields, tam } = useText();
  const search = useSearch({ from: '/accounts' });
  const navigate = useNavigate({ from: '/accounts' });
  const [text, setText] = useState(search.q ?? '');
  const q = search.q ?? '';
  const find = useDebouncedCallback(
    (words: string) => void navigate({ search: textOf(words), replace: true }),
    250,
  );
  const [creating, dialog] = useDisclosure(false);
  const mayEdit = useHasRole('supervisor');
  const query = useQuery(read(useCall(), 'listAccounts', { query: { limit: 100, ...textOf(q) } }));
  return (
    <Page title={t.title} actions={mayEdit && <Button onClick={dialog.open}>{t.create}</Button>}>
      <TextInput
        aria-label={t.search}
        placeholder={t.search}
        maw={360}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          find(currentTarget.value.trim());
        }}
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.empty}</Empty>
          ) : (
            <Panel>
              <DataTable label={t.title} columns={[fields.name, t.domains, t.tam, fields.language]}>
                {items.map((account) => (
                  <tr key={account.accountId}>
                    <td>
                      <Link to="/accounts/$accountId" params={{ accountId: account.accountId }}>
                        {account.name}
                      </Link>{' '}
                      {account.legalHold && <Tag tone="amber">{t.legalHold}</Tag>}
                    </td>
                    <td>{account.domains.join(', ') || '–'}</td>
                    <td>
                      {account.tam === null ? (
                        tam.none
                      ) : (
                        <>
                          {account.tam.name}{' '}
                          <Tag tone={account.tam.openNow ? 'green' : 'grey'}>
                            {account.tam.openNow ? tam.openNow : tam.closedNow}
                          </Tag>
                        </>
                      )}
                    </td>
                    <td>{account.language.toUpperCase()}</td>
                  </tr>
                ))}
              </DataTable>
            </Panel>
          )
        }
      </Loaded>
      {creating && <AccountDialog account={null} opened={creating} onClose={dialog.close} />}
    </Page>
  );
}
