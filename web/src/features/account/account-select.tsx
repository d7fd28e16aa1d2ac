import { NativeSelect } from '@mantine/core';
import { useText } from '../../app/i18n/i18n.tsx';
import { useAccounts } from './use-accounts.ts';

interface AccountSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (accountId: string) => void;
  readonly required?: boolean;
  /** A page that shows one account at a time offers no "any". */
  readonly always?: boolean;
}

/** One of the accounts. */
export function AccountSelect({
  label,
  value,
  onChange,
  required = false,
  always = false,
}: AccountSelectProps) {
  const { fields } = useText();
  const accounts = useAccounts();
  return (
    <NativeSelect
      label={label}
      maw={480}
      required={required}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        ...(always ? [] : [{ value: '', label: required ? '' : fields.any }]),
        ...(accounts ?? []).map(({ accountId, name }) => ({ value: accountId, label: name })),
      ]}
    />
  );
}
