import { Radio, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import type { Body } from '../../api/operations.ts';
import { ofCase } from '../../api/queries.ts';
import { now, useNow } from '../../app/clock.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { saySpan } from '../../app/time.ts';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import styles from './critical.module.css';

type Outcome = Body<'logCallback'>['outcome'];

/** The call to the customer: the number, the running time, and how it went. */
export function CallDialog({
  of,
  number,
  opened,
  onClose,
}: DialogProps & { readonly of: CaseView; readonly number: string }) {
  const { call, outcome: names } = useText();
  const time = useNow();
  const [startedAt, setStartedAt] = useState(0);
  const [seconds, setSeconds] = useState<number | null>(null);
  const { value, change, clear } = useDraft(`call ${of.caseId}`, {
    number,
    outcome: 'reached' as Outcome,
    notes: '',
  });
  useEffect(() => {
    if (opened) setStartedAt(now());
    setSeconds(null);
  }, [opened]);
  const running = Math.max(0, Math.round((time - startedAt) / 1000));
  const duration = seconds ?? running;
  const lasted = value.outcome === 'reached' ? duration : 0;
  const action = useAction('logCallback', {
    refresh: ofCase(of.caseId),
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={call.title}
      lead={call.onlyReached}
      submit={call.log}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          body: {
            number: value.number.replaceAll(/[\s().-]/g, ''),
            // A call that was over before this was opened began its length ago.
            startedAt: new Date(Math.min(startedAt, now() - lasted * 1_000)).toISOString(),
            durationSeconds: lasted,
            outcome: value.outcome,
            ...(value.notes.trim() === '' ? {} : { notes: value.notes }),
          },
        })
      }
    >
      <p className={styles.clock}>
        <a className={styles.phone} href={`tel:${value.number}`}>
          {value.number}
        </a>
        <span className={styles.label}>
          {call.running} {saySpan(running * 1000)}
        </span>
      </p>
      <TextInput
        label={call.number}
        type="tel"
        required
        value={value.number}
        onChange={({ currentTarget }) => change({ number: currentTarget.value })}
      />
      <Radio.Group
        label={call.how}
        value={value.outcome}
        onChange={(outcome) => change({ outcome: outcome as Outcome })}
      >
        <div className={styles.outcomes}>
          {(Object.keys(names) as Outcome[]).map((outcome) => (
            <Radio key={outcome} value={outcome} label={names[outcome]} />
          ))}
        </div>
      </Radio.Group>
      {value.outcome === 'reached' && (
        <NumberField label={call.duration} max={86_400} value={duration} onChange={setSeconds} />
      )}
      <Textarea
        label={call.notes}
        description={call.notesHint}
        rows={5}
        data-autofocus
        value={value.notes}
        onChange={({ currentTarget }) => change({ notes: currentTarget.value })}
      />
    </DialogForm>
  );
}
