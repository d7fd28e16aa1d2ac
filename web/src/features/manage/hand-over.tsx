import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase, read } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { criticalOf } from '../critical/running.ts';
import { PersonSelect } from '../people/person-select.tsx';

interface HandOverProps extends DialogProps {
  readonly of: CaseView;
  /** Who gets it. @default who is on duty, for a critical issue; else to be chosen */
  readonly to?: string;
}

/** Hands a case over, with where it stands: for a critical issue that is the situation note. */
export function HandOver({ of, to = '', opened, onClose }: HandOverProps) {
  const { manage, end } = useText();
  const critical = criticalOf(of) !== null;
  const { value, change, clear } = useDraft(`hand over ${of.caseId}`, { to: '', reason: '', summary: '' });
  const onDuty = useQuery({
    ...read(useCall(), 'suggestHandover', { path: { caseId: of.caseId } }),
    enabled: critical && opened,
  });
  const suggested = onDuty.data?.toId ?? '';
  const next = suggested === of.owner?.agentId ? '' : suggested;
  const chosen = [value.to, to, next].find((id) => id !== '') ?? '';
  const options = {
    refresh: ofCase(of.caseId),
    onSuccess: () => {
      clear();
      onClose();
    },
  };
  const assign = useAction('assignOwner', options);
  const note = useAction('noteHandover', options);
  const path = { caseId: of.caseId };
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={critical ? end.handOver : manage.handOverTitle}
      submit={manage.handOver}
      action={critical ? note : assign}
      onSubmit={() => {
        if (critical) note.mutate({ path, body: { toId: chosen, situation: value.summary } });
        else
          assign.mutate({
            path,
            version: of.version,
            body: { agentId: chosen, reason: value.reason, summary: value.summary },
          });
      }}
    >
      <PersonSelect
        label={manage.handOverTo}
        roles={['agent', 'supervisor', 'tam']}
        required
        value={chosen}
        onChange={(to) => change({ to })}
      />
      {!critical && (
        <Textarea
          label={manage.handOverReason}
          required
          rows={2}
          value={value.reason}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
      )}
      <Textarea
        label={critical ? end.situation : manage.handOverSummary}
        description={manage.handOverSummaryHint}
        required
        rows={5}
        value={value.summary}
        onChange={({ currentTarget }) => change({ summary: currentTarget.value })}
      />
    </DialogForm>
  );
}
