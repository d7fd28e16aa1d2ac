import { Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import { lazyPart, usePreload } from '../../ui/part.tsx';
import styles from './critical.module.css';
import type { CriticalProps } from './props.ts';
import { WorkaroundFailed } from './workaround-failed.tsx';

const WayOutDialog = lazyPart(() => import('./way-out-dialog.tsx'), 'WayOutDialog');
const ClosingNoteDialog = lazyPart(() => import('./closing-note-dialog.tsx'), 'ClosingNoteDialog');

/** The ways out of the work: a workaround, the end, and the note that closing needs. */
export function EndActions({ of, critical }: CriticalProps) {
  const { end } = useText();
  const [open, setOpen] = useState<'giveWorkaround' | 'declareEnd' | 'note' | null>(null);
  usePreload(WayOutDialog, ClosingNoteDialog);
  const close = (): void => setOpen(null);
  const working = critical.callbackReachedAt !== null;
  return (
    <div className={`${styles.wide} ${styles.actions}`}>
      {critical.workaroundAt === null && critical.endedAt === null && (
        <Button variant="default" disabled={!working} onClick={() => setOpen('giveWorkaround')}>
          {end.workaround}
        </Button>
      )}
      <WorkaroundFailed of={of} critical={critical} />
      {critical.endedAt === null && (
        <Button variant="default" disabled={!working} onClick={() => setOpen('declareEnd')}>
          {end.end}
        </Button>
      )}
      {!working && <span className={styles.label}>{end.afterCall}</span>}
      <Button variant="default" onClick={() => setOpen('note')}>
        {end.note}
      </Button>
      {(open === 'giveWorkaround' || open === 'declareEnd') && (
        <WayOutDialog of={of} kind={open} opened onClose={close} />
      )}
      {open === 'note' && <ClosingNoteDialog of={of} opened onClose={close} />}
    </div>
  );
}
