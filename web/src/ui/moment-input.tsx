import { TextInput } from '@mantine/core';
import { useText } from '../app/i18n/i18n.tsx';
import { useTimes } from '../app/person.tsx';
import { instantOf, localOf } from '../app/time.ts';

interface MomentInputProps {
  readonly label: string;
  /** An instant, or null. */
  readonly value: string | null;
  readonly onChange: (at: string | null) => void;
  readonly required?: boolean;
}

/**
 * A date and time on the reader's own clock, held as an instant. Browsers write the numbers in their own
 * language's order, so what they mean stands below them in the words of this one, with the zone.
 */
export function MomentInput({ label, value, onChange, required = false }: MomentInputProps) {
  const { time } = useText();
  const { timeZone, inWords } = useTimes();
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={time.inZone(value === null ? time.yourTime : inWords(value), timeZone)}
      required={required}
      value={value === null ? '' : localOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(instantOf(currentTarget.value, timeZone))}
    />
  );
}
