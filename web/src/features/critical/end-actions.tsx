import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { MomentInput } from '../../ui/moment-input.tsx';
import { ClosingNoteDialog } from './closing-note-dialog.tsx';
import styles from './critical.module.css';
import type { CriticalProps } from './critical-panel.tsx';

/** The ways out of the work: a workaround, the end, and the note that closing needs. */
export function EndActions({ of, critical }: CriticalProps) {
  const { end } = useText();
  const [workaround, giveWorkaround] = useDisclosure(false);
  const [ending, endIt] = useDisclosure(false);
  const [noting, note] = useDisclosure(false);
  const working = critical.callbackReachedAt !== null;
  return (
    <div className={`${styles.wide} ${styles.actions}`}>
      {critical.workaroundAt === null && critical.endedAt === null && (
        <Button variant="default" disabled={!working} onClick={giveWorkaround.open}>
          {end.workaround}
        </Button>
      )}
      {critical.endedAt === null && (
        <Button variant="default" disabled={!working} onClick={endIt.open}>
          {end.end}
        </Button>
      )}
      <Button variant="default" onClick={note.open}>
        {end.note}
      </Button>
      <WayOut of={of} kind="giveWorkaround" opened={workaround} onClose={giveWorkaround.close} />
      <WayOut of={of} kind="declareEnd" opened={ending} onClose={endIt.close} />
      <ClosingNoteDialog of={of} opened={noting} onClose={note.close} />
    </div>
  );
}

interface WayOutProps extends DialogProps {
  readonly of: CriticalProps['of'];
  readonly kind: 'giveWorkaround' | 'declareEnd';
}

function WayOut({ of, kind, opened, onClose }: WayOutProps) {
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
