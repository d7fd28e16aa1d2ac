import { Button, Checkbox, CloseButton, Textarea, TextInput } from '@mantine/core';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { DateInput } from '../../ui/date-input.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { Columns } from '../../ui/layout.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { PersonSelect } from '../people/person-select.tsx';

interface FollowUp {
  readonly what: string;
  readonly ownerId: string;
  readonly dueOn: string;
}
interface Note {
  readonly causeKnown: boolean;
  readonly cause: string;
  readonly seconds: number | null;
  readonly followUps: readonly FollowUp[];
}

/** Cause or unknown, and what is still to be done, by whom, until when. */
export function ClosingNoteDialog({ of, opened, onClose }: DialogProps & { readonly of: CaseView }) {
  const { end, actions } = useText();
  const { value, change, clear } = useDraft<Note>(`note ${of.caseId}`, {
    causeKnown: true,
    cause: '',
    seconds: null,
    followUps: [],
  });
  const action = useAction('recordClosingNote', {
    refresh: ofCase(of.caseId),
    onSuccess: () => {
      clear();
      onClose();
    },
  });
  const { causeKnown, cause, seconds, followUps } = value;
  const set = (place: number, part: Partial<FollowUp>): void =>
    change({ followUps: followUps.map((item, index) => (index === place ? { ...item, ...part } : item)) });
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={end.noteTitle}
      submit={actions.save}
      action={action}
      size="xl"
      onSubmit={() =>
        action.mutate({
          path: { caseId: of.caseId },
          body: { cause: causeKnown ? cause : null, unavailableSeconds: seconds, followUps: [...followUps] },
        })
      }
    >
      <Checkbox
        label={end.causeUnknown}
        checked={!causeKnown}
        onChange={({ currentTarget }) => change({ causeKnown: !currentTarget.checked })}
      />
      {causeKnown && (
        <Textarea
          label={end.cause}
          required
          rows={4}
          value={cause}
          onChange={({ currentTarget }) => change({ cause: currentTarget.value })}
        />
      )}
      <NumberField
        label={end.unavailableSeconds}
        value={seconds}
        onChange={(given) => change({ seconds: given })}
      />
      <h3>{end.followUps}</h3>
      {followUps.map((item, place) => (
        <Columns key={place} width={180}>
          <TextInput
            label={end.followUp}
            required
            value={item.what}
            onChange={({ currentTarget }) => set(place, { what: currentTarget.value })}
          />
          <PersonSelect
            label={end.followUpOwner}
            required
            value={item.ownerId}
            onChange={(ownerId) => set(place, { ownerId })}
          />
          <DateInput
            label={end.followUpDue}
            required
            value={item.dueOn}
            onChange={(dueOn) => set(place, { dueOn })}
            rightSection={
              <CloseButton
                size="sm"
                aria-label={actions.remove}
                onClick={() => change({ followUps: followUps.filter((_, index) => index !== place) })}
              />
            }
          />
        </Columns>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() => change({ followUps: [...followUps, { what: '', ownerId: '', dueOn: '' }] })}
        >
          {end.addFollowUp}
        </Button>
      </div>
    </DialogForm>
  );
}
