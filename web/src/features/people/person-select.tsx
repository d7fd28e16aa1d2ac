import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { type Role, useCall } from '../../app/person.tsx';

interface PersonSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (personId: string) => void;
  /** Only people with one of these roles. @default everyone of the desk */
  readonly roles?: readonly Role[];
  readonly required?: boolean;
  readonly description?: string;
}

/** One of the desk's people. */
export function PersonSelect({
  label,
  value,
  onChange,
  roles,
  required = false,
  description,
}: PersonSelectProps) {
  const { fields, peoplePage } = useText();
  const { data } = useQuery({ ...read(useCall(), 'listPeople', {}), staleTime: 60_000 });
  const people = (data?.items ?? []).filter(
    (person) => person.enabled && (roles === undefined || person.roles.some((role) => roles.includes(role))),
  );
  return (
    <NativeSelect
      label={label}
      required={required}
      {...(description === undefined ? {} : { description })}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: required ? '' : fields.none },
        ...people.map(({ personId, name, away }) => ({
          value: personId,
          label: away ? `${name} (${peoplePage.away})` : name,
        })),
      ]}
    />
  );
}
