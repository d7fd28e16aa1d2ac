import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { criticalOf } from '../critical/running.ts';

/** Proposes to close. It takes the other party's word to do it. */
export function ProposeClosure({ of }: { readonly of: CaseView }) {
  const { closing, end } = useText();
  const isDesk = useIsDesk();
  const [opened, dialog] = useDisclosure(false);
  const { value, change, clear } = useDraft(`closure ${of.caseId}`, { summary: '' });
  const action = useAction('proposeClosure', {
    refresh: ofCase(of.caseId),
    onSuccess: () => {
      clear();
      dialog.close();
    },
  });
  const noteMissing = isDesk && criticalOf(of)?.closingNote === false;
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {closing.propose}
      </Button>
      <DialogForm
        opened={opened}
        onClose={dialog.close}
        title={closing.proposeTitle}
        lead={noteMissing ? end.noteNeeded : closing.proposeLead}
        submit={closing.propose}
        action={action}
        disabled={noteMissing}
        onSubmit={() => action.mutate({ path: { caseId: of.caseId }, body: { summary: value.summary } })}
      >
        <Textarea
          label={closing.summary}
          required
          data-autofocus
          rows={5}
          value={value.summary}
          onChange={({ currentTarget }) => change({ summary: currentTarget.value })}
        />
      </DialogForm>
    </>
  );
}
