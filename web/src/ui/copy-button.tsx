import { ActionIcon, CopyButton as Copy, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useText } from '../app/i18n/i18n.tsx';

/** Copies a text, and says so. */
export function CopyButton({ value, label }: { readonly value: string; readonly label: string }) {
  const { actions } = useText();
  return (
    <Copy value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? actions.copied : label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? actions.copied : label}
          >
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copy>
  );
}
