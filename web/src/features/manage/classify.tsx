import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import type { Category, Severity } from '../../../../shared/contracts/vocabulary.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { optionsOf } from '../../ui/options.ts';

/** Changes severity or category; the reason stays on the timeline. */
export function Classify({ of, opened, onClose }: DialogProps & { readonly of: CaseView }) {
  const t = useText();
  const [severity, setSeverity] = useState<Severity>(of.severity);
  const [category, setCategory] = useState<Category>(of.category);
  const [reason, setReason] = useState('');
  const action = useAction('classifyCase', { refresh: ofCase(of.caseId), onSuccess: onClose });
  const proposes = of.severity === 'critical' && severity === 'non-critical';
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t.manage.classifyTitle}
      {...(proposes ? { lead: t.reclassify.proposeLead } : {})}
      submit={proposes ? t.reclassify.propose : t.manage.classify}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          version: of.version,
          body: { severity, category, reason },
        })
      }
    >
      <NativeSelect
        label={t.queue.facet.severity}
        data={optionsOf(t.severity)}
        value={severity}
        onChange={({ currentTarget }) => setSeverity(currentTarget.value as Severity)}
      />
      <NativeSelect
        label={t.queue.facet.category}
        data={optionsOf(t.category)}
        value={category}
        onChange={({ currentTarget }) => setCategory(currentTarget.value as Category)}
      />
      <Textarea
        label={t.fields.reason}
        required
        rows={3}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </DialogForm>
  );
}
