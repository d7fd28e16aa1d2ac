import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonView } from '../../../../shared/contracts/api/people.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useHasRole, useMe } from '../../app/person.tsx';
import layout from '../../ui/layout.module.css';
import { DataTable, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Channels } from './channels.tsx';
import { PersonDialog } from './person-dialog.tsx';

type Open = { readonly what: 'edit'; readonly person: PersonView | null } | null;

/** The desk's own people. */
export function PeoplePage() {
  const { peoplePage: t, fields, roles: roleNames, actions } = useText();
  const me = useMe();
  const mayEdit = useHasRole('supervisor');
  const [open, setOpen] = useState<Open>(null);
  const [channelsOf, setChannelsOf] = useState<string | null>(null);
  const query = useQuery(read(useCall(), 'listPeople', {}));
  const create = mayEdit && (
    <Button onClick={() => setOpen({ what: 'edit', person: null })}>{t.create}</Button>
  );
  return (
    <Page title={t.title} lead={t.lead} actions={create}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty action={create}>{t.empty}</Empty>
          ) : (
            <>
              <Panel>
                <DataTable label={t.title} columns={[fields.name, t.roles, t.languages, t.channels, '']}>
                  {items.map((person) => (
                    <tr key={person.personId}>
                      <td>
                        <strong>{person.name}</strong> <StateTag person={person} />
                        <div>{person.address}</div>
                      </td>
                      <td>{person.roles.map((role) => roleNames[role]).join(', ')}</td>
                      <td>{person.languages.map((language) => language.toUpperCase()).join(', ')}</td>
                      <td>
                        <ChannelSummary person={person} />
                      </td>
                      <td className={layout.buttons}>
                        {(mayEdit || person.personId === me.id) && (
                          <Button
                            size="compact-sm"
                            variant="subtle"
                            onClick={() => setChannelsOf(person.personId)}
                          >
                            {t.editChannels}
                          </Button>
                        )}
                        {mayEdit && (
                          <Button
                            size="compact-sm"
                            variant="subtle"
                            onClick={() => setOpen({ what: 'edit', person })}
                          >
                            {actions.edit}
                          </Button>
                        )}
                      </td>
                    </tr>
                  ))}
                </DataTable>
              </Panel>
              {items
                .filter(({ personId }) => personId === channelsOf)
                .map((person) => (
                  <Panel key={person.personId} title={`${person.name}: ${t.channels}`}>
                    <Channels person={person} />
                  </Panel>
                ))}
            </>
          )
        }
      </Loaded>
      {open !== null && <PersonDialog person={open.person} opened onClose={() => setOpen(null)} />}
    </Page>
  );
}

function StateTag({ person }: { readonly person: PersonView }) {
  const { peoplePage: t, fields } = useText();
  if (!person.enabled) return <Tag>{fields.disabled}</Tag>;
  if (person.away) return <Tag tone="amber">{t.away}</Tag>;
  return <Tag tone={person.openNow ? 'green' : 'grey'}>{person.openNow ? t.openNow : t.closedNow}</Tag>;
}

function ChannelSummary({ person: { channels } }: { readonly person: PersonView }) {
  const { peoplePage: t } = useText();
  const verified = channels.filter(({ verifiedAt }) => verifiedAt !== null);
  if (verified.length === 0) return <Tag tone="red">{t.noChannels}</Tag>;
  return verified.map(({ kind }) => t.channelKind[kind]).join(', ');
}
