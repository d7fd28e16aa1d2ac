import { Radio, Textarea } from '@mantine/core';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { MomentInput } from '../../ui/moment-input.tsx';
import styles from './critical.module.css';

/** The contract's update: the nature of the issue and the expected time to its resolution. */
export function UpdateDialog({ of, opened, onClose }: DialogProps & { readonly of: CaseView }) {
  const { cadence: t, states } = useText();
  const { value, change, clear } = useDraft(`update ${of.caseId}`, {
    nature: '',
    changed: '',
    known: true,
    at: null as string | null,
  });
  const action = useAction('sendUpdate', {
    refresh: ofCase(of.caseId),
    done: states.sent,
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  const { nature, changed, known, at } = value;
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t.send}
      submit={t.send}
      action={action}
      onSubmit={() => {
        if (at === null) return;
        action.mutate({
          path: { caseId: of.caseId },
          body: { nature, changed, ...(known ? { expectedResolutionAt: at } : { nextEstimateAt: at }) },
        });
      }}
    >
      <Textarea
        label={t.nature}
        required
        data-autofocus
        rows={3}
        value={nature}
        onChange={({ currentTarget }) => change({ nature: currentTarget.value })}
      />
      <Textarea
        label={t.changed}
        required
        rows={4}
        value={changed}
        onChange={({ currentTarget }) => change({ changed: currentTarget.value })}
      />
      <Radio.Group
        label={t.etr}
        value={known ? 'known' : 'unknown'}
        onChange={(to) => change({ known: to === 'known' })}
      >
        <div className={styles.outcomes}>
          <Radio value="known" label={t.etrKnown} />
          <Radio value="unknown" label={t.etrUnknown} />
        </div>
      </Radio.Group>
      <MomentInput
        label={known ? t.etrKnown : t.etrUnknown}
        required
        value={at}
        onChange={(chosen) => change({ at: chosen })}
      />
    </DialogForm>
  );
}
