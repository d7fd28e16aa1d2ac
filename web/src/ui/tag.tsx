import { Tooltip } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Severity, Status } from '../../../shared/contracts/vocabulary.ts';
import { useText } from '../app/i18n/i18n.tsx';
import { useIsDesk } from '../app/person.tsx';
import styles from './tag.module.css';

export type Tone = 'grey' | 'red' | 'amber' | 'green' | 'violet' | 'blue';

interface TagProps {
  readonly tone?: Tone;
  /** Says more; shown on hover and on focus. */
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A word or two about a thing; every tone is at least 4.5:1 in both themes. */
export function Tag({ tone = 'grey', hint, children }: TagProps) {
  const className = `${styles.tag} ${styles[tone] ?? ''}`;
  if (hint === undefined) return <span className={className}>{children}</span>;
  return (
    <Tooltip label={hint} multiline maw={280}>
      <button type="button" className={`${className} ${styles.hinted}`}>
        {children}
      </button>
    </Tooltip>
  );
}

const toneOf: Record<Status, Tone> = {
  new: 'blue',
  'in-progress': 'grey',
  'waiting-on-customer': 'amber',
  'closure-proposed': 'violet',
  closed: 'green',
  quarantined: 'amber',
};

/** How a case stands; whoever is waited for is told so. */
export function StatusTag({ status }: { readonly status: Status }) {
  const { status: names, caseView } = useText();
  const isDesk = useIsDesk();
  const yours = !isDesk && status === 'waiting-on-customer';
  return <Tag tone={toneOf[status]}>{yours ? caseView.yourTurn : names[status]}</Tag>;
}

/** Only what stands out: a non-critical case says nothing about its severity. */
export function SeverityTag({ severity }: { readonly severity: Severity }) {
  const { severity: names } = useText();
  return severity === 'critical' ? (
    <Tag tone="red">
      <IconAlertTriangleFilled size={13} aria-hidden />
      {names.critical}
    </Tag>
  ) : null;
}
