import { TextInput } from '@mantine/core';
import { useText } from '../../app/i18n/i18n.tsx';
import { Columns } from '../../ui/layout.tsx';
import type { SubmitDraft } from './draft.ts';

interface FieldsProps {
  readonly value: SubmitDraft;
  readonly change: (part: Partial<SubmitDraft>) => void;
}

/** The contract's «información vital», except the description, which the form asks for anyway. */
export function CallMeFields({ value, change }: FieldsProps) {
  const { submit, fields } = useText();
  return (
    <Columns width={300}>
      <TextInput
        label={submit.company}
        required
        autoComplete="organization"
        value={value.companyName}
        onChange={({ currentTarget }) => change({ companyName: currentTarget.value })}
      />
      <TextInput
        label={submit.contactName}
        required
        autoComplete="name"
        value={value.contactName}
        onChange={({ currentTarget }) => change({ contactName: currentTarget.value })}
      />
      <TextInput
        label={fields.phone}
        description={fields.phoneHint}
        required
        type="tel"
        autoComplete="tel"
        pattern="\+[1-9][\d\s\(\).\-]{6,24}"
        title={fields.phoneHint}
        value={value.contactPhone}
        onChange={({ currentTarget }) => change({ contactPhone: currentTarget.value })}
      />
      <TextInput
        label={fields.email}
        required
        type="email"
        autoComplete="email"
        value={value.contactEmail}
        onChange={({ currentTarget }) => change({ contactEmail: currentTarget.value })}
      />
    </Columns>
  );
}
