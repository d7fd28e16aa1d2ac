import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useDraft } from '../app/drafts.ts';
import { DialogForm } from './dialog-form.tsx';

interface AskReasonProps {
  /** What the button says that asks. */
  readonly button: string;
  readonly title: string;
  readonly lead?: string;
  readonly label: string;
  /** Names what is typed, so that it is kept until it was sent. */
  readonly draft: string;
  /** Lines of the field. @default 4 */
  readonly rows?: number;
  /** The dialog can be read, and not yet sent. */
  readonly disabled?: boolean;
  readonly action: { readonly isPending: boolean; readonly error: Error | null };
  readonly onReason: (reason: string) => Promise<unknown>;
}

/** A button that acts only with a reason. A failed action leaves the dialog and what was typed as they are. */
export function AskReason({
  button,
  title,
  lead,
  label,
  draft,
  rows = 4,
  disabled = false,
  action,
  onReason,
}: AskReasonProps) {
  const [opened, dialog] = useDisclosure(false);
  const { value, change, clear } = useDraft(draft, { reason: '' });
  const done = (): void => {
    clear();
    dialog.close();
  };
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {button}
      </Button>
      <DialogForm
        opened={opened}
        onClose={dialog.close}
        title={title}
        {...(lead === undefined ? {} : { lead })}
        submit={button}
        action={action}
        disabled={disabled}
        // What went wrong is in the action, and shown by the dialog.
        onSubmit={() => void onReason(value.reason).then(done, () => undefined)}
      >
        <Textarea
          label={label}
          required
          data-autofocus
          rows={rows}
          value={value.reason}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
      </DialogForm>
    </>
  );
}
