import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CalendarView } from '../../../../shared/contracts/api/calendars.ts';
import { useAction } from '../../api/actions.ts';
import type { Body } from '../../api/operations.ts';
import { now } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { DateInput } from '../../ui/date-input.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { Columns } from '../../ui/layout.tsx';
import { listIn } from '../account/account-form.ts';
import { dateIn, days, versionAt, type Weekly } from './versions.ts';
import { WeeklyFields } from './weekly-fields.tsx';

interface CalendarDialogProps extends DialogProps {
  /** Null to create one. */
  readonly calendar: CalendarView | null;
}

const officeHours: Weekly[] = [{ days: days.slice(0, 5), opens: '09:00', closes: '18:00' }];

function useForm(calendar: CalendarView | null) {
  const { timeZone } = useTimes();
  const current = calendar === null ? undefined : versionAt(calendar.versions, now());
  return useState({
    calendarId: calendar?.calendarId ?? '',
    name: calendar?.name ?? '',
    effectiveFrom: dateIn(now() + 86_400_000, current?.timeZone ?? timeZone),
    timeZone: current?.timeZone ?? timeZone,
    always: current?.always ?? false,
    weekly: current?.weekly ?? officeHours,
    country: current?.holidays.country ?? '',
    region: current?.holidays.region ?? '',
    added: current?.holidays.add.join(' ') ?? '',
    removed: current?.holidays.remove.join(' ') ?? '',
  });
}

type Form = ReturnType<typeof useForm>[0];

function hoursOf({
  timeZone,
  always,
  weekly,
  country,
  region,
  added,
  removed,
}: Form): Body<'putCalendar'>['hours'] {
  return {
    timeZone,
    always,
    weekly: always ? [] : weekly,
    holidays: {
      country: country.trim() === '' ? null : country.trim().toUpperCase(),
      region: region.trim() === '' ? null : region.trim(),
      add: listIn(added),
      remove: listIn(removed),
    },
  };
}

/** A calendar's hours from a date on: earlier hours stay for what began under them. */
export function CalendarDialog({ calendar, opened, onClose }: CalendarDialogProps) {
  const { calendarsPage: t, fields, actions } = useText();
  const [form, setForm] = useForm(calendar);
  const set = (part: Partial<Form>): void => setForm({ ...form, ...part });
  const action = useAction('putCalendar', { refresh: [['listCalendars']], onSuccess: onClose });
  const text = (
    name: 'calendarId' | 'name' | 'timeZone' | 'country' | 'region' | 'added' | 'removed',
    label: string,
    hint?: string,
  ) => (
    <TextInput
      label={label}
      {...(hint === undefined ? {} : { description: hint })}
      required={name === 'calendarId' || name === 'name' || name === 'timeZone'}
      value={form[name]}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
    />
  );
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={calendar?.name ?? t.create}
      lead={t.lead}
      submit={actions.save}
      action={action}
      size="xl"
      onSubmit={() =>
        action.mutate({
          path: { calendarId: form.calendarId },
          body: { name: form.name, hours: hoursOf(form), effectiveFrom: form.effectiveFrom },
          ...(calendar === null ? {} : { version: calendar.version }),
        })
      }
    >
      <Columns width={220}>
        {calendar === null && text('calendarId', fields.id, fields.idHint)}
        {text('name', fields.name)}
        <DateInput
          label={t.effectiveFrom}
          required
          value={form.effectiveFrom}
          onChange={(effectiveFrom) => set({ effectiveFrom })}
        />
        {text('timeZone', fields.timeZone)}
      </Columns>
      <Checkbox
        label={t.always}
        checked={form.always}
        onChange={({ currentTarget }) => set({ always: currentTarget.checked })}
      />
      {!form.always && <WeeklyFields weekly={form.weekly} onChange={(weekly) => set({ weekly })} />}
      <Columns width={220}>
        {text('country', t.holidays, t.holidaysHint)}
        {text('region', t.region, t.regionHint)}
        {text('added', t.addedDates, t.datesHint)}
        {text('removed', t.removedDates, t.datesHint)}
      </Columns>
    </DialogForm>
  );
}
