import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PersonView } from '../../../../shared/contracts/api/people.ts';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { Columns } from '../../ui/layout.tsx';
import { CalendarSelect } from '../calendar/calendar-select.tsx';

type DeskRole = PersonView['roles'][number];
const deskRoles: readonly DeskRole[] = ['agent', 'representative', 'supervisor', 'tam'];

interface PersonDialogProps extends DialogProps {
  /** Null to add one. */
  readonly person: PersonView | null;
}

/** One of the desk's people. */
export function PersonDialog({ person, opened, onClose }: PersonDialogProps) {
  const { peoplePage: t, fields, actions, roles, languageName } = useText();
  const { timeZone } = useTimes();
  const [form, setForm] = useState({
    name: person?.name ?? '',
    address: person?.address ?? '',
    phone: person?.phone ?? '',
    roles: [...(person?.roles ?? (['agent'] as DeskRole[]))],
    languages: [...(person?.languages ?? (['es'] as Language[]))],
    skills: person?.skills.join(', ') ?? '',
    timeZone: person?.timeZone ?? timeZone,
    calendarId: person?.calendarId ?? '',
    away: person?.away ?? false,
    enabled: person?.enabled ?? true,
  });
  const set = (part: Partial<typeof form>): void => setForm({ ...form, ...part });
  const action = useAction('putPerson', { refresh: [['listPeople']], onSuccess: onClose });
  const text = (name: 'name' | 'address' | 'phone' | 'skills' | 'timeZone', label: string, hint?: string) => (
    <TextInput
      label={label}
      {...(hint === undefined ? {} : { description: hint })}
      required={name !== 'phone' && name !== 'skills'}
      value={form[name]}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
    />
  );
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={person?.name ?? t.create}
      submit={actions.save}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { personId: person?.personId ?? form.address.toLowerCase() },
          body: {
            ...form,
            phone: form.phone.trim() === '' ? null : form.phone.replaceAll(/[\s().-]/g, ''),
            skills: form.skills
              .split(',')
              .map((skill) => skill.trim())
              .filter((skill) => skill !== ''),
          },
          ...(person === null ? {} : { version: person.version }),
        })
      }
    >
      <Columns width={220}>
        {text('name', fields.name)}
        {text('address', fields.email)}
        {text('phone', fields.phone, fields.phoneHint)}
        {text('timeZone', fields.timeZone)}
        {text('skills', t.skills, t.skillsHint)}
        <CalendarSelect
          label={t.calendar}
          value={form.calendarId}
          onChange={(calendarId) => set({ calendarId })}
        />
      </Columns>
      <Checkbox.Group
        label={t.roles}
        value={form.roles}
        onChange={(chosen) => set({ roles: chosen as DeskRole[] })}
      >
        <Stack gap="xs" mt="xs">
          {deskRoles.map((role) => (
            <Checkbox key={role} value={role} label={roles[role]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox.Group
        label={t.languages}
        value={form.languages}
        onChange={(chosen) => set({ languages: chosen as Language[] })}
      >
        <Stack gap="xs" mt="xs">
          {(Object.keys(languageName) as Language[]).map((language) => (
            <Checkbox key={language} value={language} label={languageName[language]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox
        label={t.away}
        description={t.awayHint}
        checked={form.away}
        onChange={({ currentTarget }) => set({ away: currentTarget.checked })}
      />
      <Checkbox
        label={fields.enabled}
        checked={form.enabled}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
      />
    </DialogForm>
  );
}
