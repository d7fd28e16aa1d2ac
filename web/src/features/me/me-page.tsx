import { Button, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useIsDesk, useMe } from '../../app/person.tsx';
import { Page, Panel } from '../../ui/layout.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Channels } from '../people/channels.tsx';

/** My language, my zone, and for the desk's people how they are paged. */
export function MePage() {
  const { me: t, fields, app, actions, states } = useText();
  const me = useMe();
  const isDesk = useIsDesk();
  const [language, setLanguage] = useState<Language>(me.language);
  const [timeZone, setTimeZone] = useState(me.timeZone);
  const [caseMails, setCaseMails] = useState(me.caseMails ?? true);
  const action = useAction('setMyPreferences', { refresh: [['me']], done: states.saved });
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Panel>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            action.mutate({ body: { language, timeZone, ...(isDesk ? { caseMails } : {}) } });
          }}
        >
          <Stack align="flex-start">
            <NativeSelect
              label={fields.language}
              value={language}
              onChange={({ currentTarget }) => setLanguage(currentTarget.value === 'es' ? 'es' : 'en')}
              data={[
                { value: 'es', label: app.languages.es },
                { value: 'en', label: app.languages.en },
              ]}
            />
            <TextInput
              label={fields.timeZone}
              required
              list="zones"
              value={timeZone}
              onChange={({ currentTarget }) => setTimeZone(currentTarget.value)}
            />
            <datalist id="zones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
            {here !== timeZone && (
              <p>
                {t.browserZone(here)}{' '}
                <Button variant="subtle" size="compact-sm" px={4} ml={-4} onClick={() => setTimeZone(here)}>
                  {t.useBrowserZone}
                </Button>
              </p>
            )}
            {isDesk && (
              <Checkbox
                label={t.caseMails}
                checked={caseMails}
                onChange={({ currentTarget }) => setCaseMails(currentTarget.checked)}
              />
            )}
            <Failure error={action.error} />
            <Button type="submit" loading={action.isPending}>
              {actions.save}
            </Button>
          </Stack>
        </form>
      </Panel>
      {isDesk && <MyChannels />}
    </Page>
  );
}

function MyChannels() {
  const { me: t } = useText();
  const me = useMe();
  const query = useQuery(read(useCall(), 'listPeople', {}));
  return (
    <Panel title={t.channels}>
      <p>{t.channelsLead}</p>
      <Loaded query={query}>
        {({ items }) =>
          items
            .filter(({ personId }) => personId === me.id)
            .map((person) => <Channels key={person.personId} person={person} />)
        }
      </Loaded>
    </Panel>
  );
}
