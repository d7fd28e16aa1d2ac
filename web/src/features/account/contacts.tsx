import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useHasRole } from '../../app/person.tsx';
import layout from '../../ui/layout.module.css';
import { DataTable, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Contact, ContactDialog } from './contact-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';

type Open =
  | { readonly dialog: 'edit'; readonly contact: Contact | null }
  | { readonly dialog: 'erase'; readonly contact: Contact };

/** The people of an account. */
export function Contacts({ accountId }: { readonly accountId: string }) {
  const { accountsPage: t, fields, actions } = useText();
  const [open, setOpen] = useState<Open | null>(null);
  const mayEdit = useHasRole('supervisor', 'tam', 'agent');
  const mayErase = useHasRole('supervisor');
  const query = useQuery(read(useCall(), 'listContacts', { path: { accountId }, query: { limit: 100 } }));
  const close = (): void => setOpen(null);
  return (
    <Panel
      title={t.contacts}
      actions={
        mayEdit && (
          <Button size="xs" variant="default" onClick={() => setOpen({ dialog: 'edit', contact: null })}>
            {t.addContact}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.noContacts}</Empty>
          ) : (
            <DataTable label={t.contacts} columns={[fields.name, t.addresses, fields.phone, '']}>
              {items.map((contact) => (
                <tr key={contact.contactId}>
                  <td>
                    {contact.name} {!contact.enabled && <Tag>{fields.disabled}</Tag>}
                  </td>
                  <td>
                    {contact.addresses.map(({ address, verified, undeliverable }) => (
                      <div key={address}>
                        {address}{' '}
                        <Tag tone={verified ? 'green' : 'amber'}>{verified ? t.verified : t.unverified}</Tag>{' '}
                        {undeliverable && <Tag tone="red">{t.undeliverable}</Tag>}
                      </div>
                    ))}
                  </td>
                  <td>{contact.phone ?? '–'}</td>
                  <td className={layout.buttons}>
                    {mayEdit && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        onClick={() => setOpen({ dialog: 'edit', contact })}
                      >
                        {actions.edit}
                      </Button>
                    )}
                    {mayErase && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        onClick={() => setOpen({ dialog: 'erase', contact })}
                      >
                        {t.erase}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </DataTable>
          )
        }
      </Loaded>
      {open?.dialog === 'edit' && (
        <ContactDialog accountId={accountId} contact={open.contact} opened onClose={close} />
      )}
      {open?.dialog === 'erase' && <EraseDialog contact={open.contact} opened onClose={close} />}
    </Panel>
  );
}
