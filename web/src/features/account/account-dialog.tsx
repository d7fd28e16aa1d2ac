import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccountView } from '../../../../shared/contracts/api/people.ts';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { Columns } from '../../ui/layout.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { optionsOf } from '../../ui/options.ts';
import { CalendarSelect } from '../calendar/calendar-select.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { type AccountForm, accountOf, formOf, type TargetName } from './account-form.ts';

interface AccountDialogProps extends DialogProps {
  /** Null to create one. */
  readonly account: AccountView | null;
}

/** An account's name, hours, people and promised times. */
export function AccountDialog({ account, opened, onClose }: AccountDialogProps) {
  const t = useText();
  const { timeZone } = useTimes();
  const navigate = useNavigate();
  const [form, setForm] = useState(() => formOf(account, timeZone));
  const set = (part: Partial<AccountForm>): void => setForm({ ...form, ...part });
  const action = useAction('putAccount', {
    refresh: [['listAccounts'], ['readAccount']],
    done: t.states.saved,
    onSuccess: ({ accountId }) => {
      onClose();
      void navigate({ to: '/accounts/$accountId', params: { accountId } });
    },
  });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={account?.name ?? t.accountsPage.create}
      submit={t.actions.save}
      action={action}
      size="xl"
      onSubmit={() =>
        action.mutate({
          path: { accountId: form.accountId },
          body: accountOf(form),
          ...(account === null ? {} : { version: account.version }),
        })
      }
    >
      <IdentityFields form={form} set={set} isNew={account === null} />
      <TargetFields form={form} set={set} />
    </DialogForm>
  );
}

interface FieldsProps {
  readonly form: AccountForm;
  readonly set: (part: Partial<AccountForm>) => void;
}

function IdentityFields({ form, set, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const { accountsPage: t, fields, languageName } = useText();
  return (
    <Columns width={240}>
      {isNew && (
        <TextInput
          label={fields.id}
          description={fields.idHint}
          required
          pattern="[a-z0-9][a-z0-9._@+\-]*"
          value={form.accountId}
          onChange={({ currentTarget }) => set({ accountId: currentTarget.value })}
        />
      )}
      <TextInput
        label={fields.name}
        required
        value={form.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TextInput
        label={t.domains}
        description={t.domainsHint}
        value={form.domains}
        onChange={({ currentTarget }) => set({ domains: currentTarget.value })}
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
      <CalendarSelect
        label={t.calendar}
        value={form.calendarId}
        onChange={(calendarId) => set({ calendarId })}
      />
      <PersonSelect label={t.tam} roles={['tam']} value={form.tamId} onChange={(tamId) => set({ tamId })} />
      <PersonSelect
        label={t.deputy}
        roles={['tam']}
        value={form.deputyTamId}
        onChange={(deputyTamId) => set({ deputyTamId })}
      />
    </Columns>
  );
}

function TargetFields({ form, set }: FieldsProps) {
  const { accountsPage: t } = useText();
  return (
    <fieldset>
      <legend>{t.targets}</legend>
      <Columns width={220}>
        {(Object.keys(t.target) as TargetName[]).map((name) => (
          <NumberField
            key={name}
            label={t.target[name]}
            required
            min={name === 'reopenDays' ? 0 : 1}
            value={form.targets[name]}
            onChange={(value) => set({ targets: { ...form.targets, [name]: value ?? 0 } })}
          />
        ))}
        <TextInput
          label={t.reminders}
          description={t.remindersHint}
          value={form.reminders}
          onChange={({ currentTarget }) => set({ reminders: currentTarget.value })}
        />
        <TextInput
          label={t.lapse}
          description={t.lapseHint}
          inputMode="numeric"
          value={form.lapse}
          onChange={({ currentTarget }) => set({ lapse: currentTarget.value })}
        />
      </Columns>
    </fieldset>
  );
}
