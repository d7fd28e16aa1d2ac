import { TextInput } from '@mantine/core';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** @default 0 */
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
}

/** A whole number. The browser's own input does it; Mantine's weighs ten kilobytes. */
export function NumberField({ label, value, onChange, min = 0, max, required = false }: NumberFieldProps) {
  return (
    <TextInput
      type="number"
      inputMode="numeric"
      step={1}
      label={label}
      min={min}
      {...(max === undefined ? {} : { max })}
      required={required}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(Number.isNaN(currentTarget.valueAsNumber) ? null : currentTarget.valueAsNumber)
      }
    />
  );
}
