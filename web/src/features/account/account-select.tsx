import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';

interface AccountSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (accountId: string) => void;
  readonly required?: boolean;
}

/** One of the accounts. */
export function AccountSelect({ label, value, onChange, required = false }: AccountSelectProps) {
  const { fields } = useText();
  const { data } = useQuery({
    ...read(useCall(), 'listAccounts', { query: { limit: 100 } }),
    staleTime: 60_000,
  });
  return (
    <NativeSelect
      label={label}
      required={required}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: required ? '' : fields.any },
        ...(data?.items ?? []).map(({ accountId, name }) => ({ value: accountId, label: name })),
      ]}
    />
  );
}
