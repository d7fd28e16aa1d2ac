import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLanguage } from '../app/i18n/i18n.tsx';
import { sayDate } from '../app/time.ts';

interface DateInputProps {
  readonly label: string;
  /** A civil date such as `2026-11-24`; empty for none. */
  readonly value: string;
  readonly onChange: (date: string) => void;
  readonly required?: boolean;
  readonly rightSection?: ReactNode;
}

/**
 * A civil date. Browsers write the numbers in their own language's order, in which 3/4 may be March or April:
 * so the date stands below them in the words of this one.
 */
export function DateInput({ value, onChange, ...input }: DateInputProps) {
  const language = useLanguage();
  return (
    <TextInput
      {...input}
      type="date"
      description={sayDate(value, language) || null}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
