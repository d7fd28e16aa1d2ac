import { Textarea, TextInput } from '@mantine/core';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import type { CriticalProps } from './props.ts';

/** Gives the vital information, or corrects it. */
export function VitalDialog({ of, critical, opened, onClose }: CriticalProps & DialogProps) {
  const { criticalView, hotline, fields, actions } = useText();
  const known = critical.vitalInformation;
  const { value, change, clear } = useDraft(`vital ${of.caseId}`, {
    companyName: known?.companyName ?? of.accountName ?? '',
    contactName: known?.contactName ?? of.requester.name,
    contactPhone: known?.contactPhone ?? '',
    contactEmail: known?.contactEmail ?? of.requester.address,
    description: known?.description ?? of.subject,
  });
  const action = useAction('correctVitalInformation', {
    refresh: ofCase(of.caseId),
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  const text = (name: keyof typeof value, label: string, type: 'text' | 'tel' | 'email') => (
    <TextInput
      label={label}
      type={type}
      required
      {...(type === 'tel' ? { description: fields.phoneHint } : {})}
      value={value[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={criticalView.vital}
      lead={known === null ? criticalView.notStarted : criticalView.corrections}
      submit={actions.save}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          body: { ...value, contactPhone: value.contactPhone.replaceAll(/[\s().-]/g, '') },
        })
      }
    >
      {text('companyName', hotline.company, 'text')}
      {text('contactName', hotline.contact, 'text')}
      {text('contactPhone', hotline.phone, 'tel')}
      {text('contactEmail', hotline.email, 'email')}
      <Textarea
        label={hotline.description}
        required
        rows={4}
        value={value.description}
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
    </DialogForm>
  );
}
