import { Button, CloseButton, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Severity } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import type { Answer } from '../../api/operations.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Columns, Page, Panel } from '../../ui/layout.tsx';
import { optionsOf } from '../../ui/options.ts';
import { Failure, Loaded } from '../../ui/states.tsx';
import { AccountSelect } from '../account/account-select.tsx';

type Rules = Answer<'readRules'>;

/** How owners are found, and which alarms open cases. */
export function RulesPage() {
  const { rulesPage: t } = useText();
  const query = useQuery(read(useCall(), 'readRules', {}));
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <Loaded query={query}>{(rules) => <RulesForm key={rules.version} rules={rules} />}</Loaded>
    </Page>
  );
}

function RulesForm({ rules: { version, ...read } }: { readonly rules: Rules }) {
  const { rulesPage: t, actions, states } = useText();
  const [rules, setRules] = useState(read);
  const action = useAction('putRules', { refresh: [['readRules']], done: states.saved });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate({ body: rules, version });
      }}
    >
      <Stack>
        <Panel>
          <Radio.Group
            label={t.assignment}
            value={rules.assignment}
            onChange={(to) =>
              setRules({ ...rules, assignment: to === 'by-hand' ? 'by-hand' : 'round-robin' })
            }
          >
            <Stack gap="xs" mt="xs">
              <Radio value="round-robin" label={t['round-robin']} />
              <Radio value="by-hand" label={t['by-hand']} />
            </Stack>
          </Radio.Group>
        </Panel>
        <AlarmFields alarms={rules.alarms} onChange={(alarms) => setRules({ ...rules, alarms })} />
        <Failure error={action.error} />
        <div>
          <Button type="submit" loading={action.isPending}>
            {actions.save}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

type Alarm = Rules['alarms'][number];

interface AlarmFieldsProps {
  readonly alarms: readonly Alarm[];
  readonly onChange: (alarms: Alarm[]) => void;
}

function AlarmFields({ alarms, onChange }: AlarmFieldsProps) {
  const { rulesPage: t, actions, severity } = useText();
  const set = (place: number, part: Partial<Alarm>): void =>
    onChange(alarms.map((alarm, index) => (index === place ? { ...alarm, ...part } : alarm)));
  return (
    <Panel
      title={t.alarms}
      actions={
        <Button
          variant="default"
          size="xs"
          onClick={() => onChange([...alarms, { namePrefix: '', accountId: '', severity: 'non-critical' }])}
        >
          {t.addAlarm}
        </Button>
      }
    >
      {alarms.length === 0 && <p>{t.noAlarms}</p>}
      {alarms.map((alarm, place) => (
        <Columns key={place} width={180}>
          <TextInput
            label={t.prefix}
            required
            value={alarm.namePrefix}
            onChange={({ currentTarget }) => set(place, { namePrefix: currentTarget.value })}
            rightSection={
              <CloseButton
                size="sm"
                aria-label={`${actions.remove}: ${alarm.namePrefix}`}
                onClick={() => onChange(alarms.filter((_, index) => index !== place))}
              />
            }
          />
          <AccountSelect
            label={t.account}
            required
            value={alarm.accountId}
            onChange={(accountId) => set(place, { accountId })}
          />
          <NativeSelect
            label={t.severity}
            value={alarm.severity}
            onChange={({ currentTarget }) => set(place, { severity: currentTarget.value as Severity })}
            data={optionsOf(severity)}
          />
        </Columns>
      ))}
    </Panel>
  );
}
