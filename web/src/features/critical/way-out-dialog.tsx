import { Textarea } from '@mantine/core';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { MomentInput } from '../../ui/moment-input.tsx';
import type { CriticalProps } from './props.ts';

interface WayOutProps extends DialogProps {
  readonly of: CriticalProps['of'];
  readonly kind: 'giveWorkaround' | 'declareEnd';
}

/** Says that a workaround was given, or that the issue is over. */
export function WayOutDialog({ of, kind, opened, onClose }: WayOutProps) {
  const { end } = useText();
  const { value, change, clear } = useDraft(`${kind} ${of.caseId}`, {
    description: '',
    at: null as string | null,
  });
  const action = useAction(kind, {
    refresh: ofCase(of.caseId),
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  const isEnd = kind === 'declareEnd';
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={isEnd ? end.endTitle : end.workaroundTitle}
      submit={isEnd ? end.end : end.workaround}
      action={action}
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          body: { description: value.description, ...(value.at === null ? {} : { at: value.at }) },
        })
      }
    >
      <Textarea
        label={isEnd ? end.endText : end.workaroundText}
        required
        data-autofocus
        rows={5}
        value={value.description}
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
      <MomentInput label={end.at} value={value.at} onChange={(at) => change({ at })} />
    </DialogForm>
  );
}
