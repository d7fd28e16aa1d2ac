import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../app/i18n/i18n.tsx';
import { Failure } from './states.tsx';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface DialogFormProps extends DialogProps {
  readonly title: string;
  readonly lead?: string;
  readonly submit: string;
  readonly action: { readonly isPending: boolean; readonly error: Error | null };
  readonly onSubmit: () => void;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly children?: ReactNode;
}

/** A question with an action at its end. A failed action leaves the dialog and what was typed as they are. */
export function DialogForm(props: DialogFormProps) {
  const {
    opened,
    onClose,
    title,
    lead,
    submit,
    action,
    onSubmit,
    danger,
    disabled,
    size = 'lg',
    children,
  } = props;
  const { actions, app } = useText();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': app.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Stack gap="md">
          {lead !== undefined && <Text c="dimmed">{lead}</Text>}
          {children}
          <Failure error={action.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {actions.cancel}
            </Button>
            <Button
              type="submit"
              loading={action.isPending}
              disabled={disabled === true}
              color={danger === true ? 'red' : 'brand'}
            >
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
