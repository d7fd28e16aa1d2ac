import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import type { Answer } from '../../api/operations.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { Columns } from '../../ui/layout.tsx';
import { optionsOf } from '../../ui/options.ts';
import { listIn } from './account-form.ts';

export type Contact = Answer<'listContacts'>['items'][number];

interface ContactDialogProps extends DialogProps {
  readonly accountId: string;
  /** Null to add one. */
  readonly contact: Contact | null;
}

/** A person of an account: how they are reached, in which language and zone. */
export function ContactDialog({ accountId, contact, opened, onClose }: ContactDialogProps) {
  const { accountsPage: t, fields, actions, languageName } = useText();
  const { timeZone } = useTimes();
  const [form, setForm] = useState({
    name: contact?.name ?? '',
    addresses: contact?.addresses.map(({ address }) => address).join(' ') ?? '',
    phone: contact?.phone ?? '',
    language: contact?.language ?? ('es' as Language),
    timeZone: contact?.timeZone ?? timeZone,
    enabled: contact?.enabled ?? true,
  });
  const set = (part: Partial<typeof form>): void => setForm({ ...form, ...part });
  const action = useAction('putContact', { refresh: [['listContacts']], onSuccess: onClose });
  const wasVerified = (address: string): boolean =>
    contact?.addresses.some((known) => known.address === address && known.verified) === true;
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={contact?.name ?? t.addContact}
      submit={actions.save}
      action={action}
      onSubmit={() => {
        const addresses = listIn(form.addresses.toLowerCase());
        action.mutate({
          path: { accountId, contactId: contact?.contactId ?? addresses[0] ?? '' },
          body: {
            ...form,
            phone: form.phone.trim() === '' ? null : form.phone.replaceAll(/[\s().-]/g, ''),
            addresses: addresses.map((address) => ({ address, verified: wasVerified(address) })),
          },
          ...(contact === null ? {} : { version: contact.version }),
        });
      }}
    >
      <Columns width={220}>
        <TextInput
          label={fields.name}
          required
          data-autofocus
          value={form.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <TextInput
          label={t.addresses}
          description={t.addressesHint}
          required
          value={form.addresses}
          onChange={({ currentTarget }) => set({ addresses: currentTarget.value })}
        />
        <TextInput
          label={fields.phone}
          description={fields.phoneHint}
          type="tel"
          value={form.phone}
          onChange={({ currentTarget }) => set({ phone: currentTarget.value })}
        />
        <NativeSelect
          label={fields.language}
          value={form.language}
          onChange={({ currentTarget }) => set({ language: currentTarget.value as Language })}
          data={optionsOf(languageName)}
        />
        <TextInput
          label={fields.timeZone}
          required
          value={form.timeZone}
          onChange={({ currentTarget }) => set({ timeZone: currentTarget.value })}
        />
      </Columns>
      <Checkbox
        label={fields.enabled}
        checked={form.enabled}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
      />
    </DialogForm>
  );
}
