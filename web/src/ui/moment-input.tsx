import { TextInput } from '@mantine/core';
import { useTimes } from '../app/person.tsx';
import { instantOf, localOf } from '../app/time.ts';

interface MomentInputProps {
  readonly label: string;
  /** An instant, or null. */
  readonly value: string | null;
  readonly onChange: (at: string | null) => void;
  readonly required?: boolean;
}

/** A date and time on the reader's own clock, held as an instant. */
export function MomentInput({ label, value, onChange, required = false }: MomentInputProps) {
  const { timeZone } = useTimes();
  return (
    <TextInput
      type="datetime-local"
      label={label}
      required={required}
      value={value === null ? '' : localOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(instantOf(currentTarget.value, timeZone))}
    />
  );
}
