import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import layout from '../../ui/layout.module.css';
import { lazyPart, usePreload } from '../../ui/part.tsx';

const ReleaseDialog = lazyPart(() => import('./release-dialog.tsx'), 'ReleaseDialog');
const DiscardDialog = lazyPart(() => import('./discard-dialog.tsx'), 'DiscardDialog');

/** Believing a mail, or not. */
export function QuarantineActions({ of }: { readonly of: CaseSummary }) {
  const { quarantinePage: t } = useText();
  const [open, setOpen] = useState<'release' | 'discard' | null>(null);
  usePreload(ReleaseDialog, DiscardDialog);
  const dialog = { of, opened: true, onClose: () => setOpen(null) };
  return (
    <div className={layout.actions}>
      <Button size="xs" onClick={() => setOpen('release')}>
        {t.release}
      </Button>
      <Button size="xs" variant="default" onClick={() => setOpen('discard')}>
        {t.discard}
      </Button>
      {open === 'release' && <ReleaseDialog {...dialog} />}
      {open === 'discard' && <DiscardDialog {...dialog} />}
    </div>
  );
}
