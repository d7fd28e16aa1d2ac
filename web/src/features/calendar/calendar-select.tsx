import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import { useCall } from '../../app/person.tsx';

interface CalendarSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (calendarId: string) => void;
}

/** One of the desk's business hours. */
export function CalendarSelect({ label, value, onChange }: CalendarSelectProps) {
  const { data } = useQuery({ ...read(useCall(), 'listCalendars', {}), staleTime: 60_000 });
  return (
    <NativeSelect
      label={label}
      required
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: '' },
        ...(data?.items ?? []).map(({ calendarId, name }) => ({ value: calendarId, label: name })),
      ]}
    />
  );
}
