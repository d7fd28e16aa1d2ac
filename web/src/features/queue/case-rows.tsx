import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { CaseSummary } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { StatusTag } from '../../ui/tag.tsx';
import { Countdown } from '../../ui/time.tsx';
import { useAccountNames } from '../account/use-accounts.ts';
import { sayNumber } from '../case/number.ts';
import { nextDue } from './order.ts';
import styles from './queue.module.css';
import { rememberQueue } from './queue-order.ts';

interface CaseRowsProps {
  readonly cases: readonly CaseSummary[];
  /** The end of what is loaded has come into sight. */
  readonly onEnd: () => void;
}

/** The rows that are in sight, of as many as there are; j and k move, Enter opens. */
export function CaseRows({ cases, onEnd }: CaseRowsProps) {
  const { queue } = useText();
  const navigate = useNavigate();
  const scroll = useRef<HTMLDivElement>(null);
  const accountNames = useAccountNames();
  const [selected, setSelected] = useState(0);
  const height = useMediaQuery('(max-width: 640px)') === true ? 88 : 64;
  const rows = useVirtualizer({
    count: cases.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
  });
  useEffect(() => rows.measure(), [rows, height]);
  useEffect(() => rememberQueue(cases.map(({ caseId }) => caseId)), [cases]);

  const move = (by: number): void => {
    const next = Math.min(Math.max(selected + by, 0), cases.length - 1);
    setSelected(next);
    rows.scrollToIndex(next);
    scroll.current?.focus({ preventScroll: true });
  };
  const open = (): void => {
    const chosen = cases[selected];
    if (chosen !== undefined) void navigate({ to: '/cases/$caseId', params: { caseId: chosen.caseId } });
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    // A link or a button that has the focus keeps its own Enter.
    ['Enter', ({ target }) => isControl(target) || open(), { preventDefault: false }],
    ['o', open],
  ]);

  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= cases.length - 10) onEnd();
  }, [last, cases.length, onEnd]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable (WCAG 2.1.1).
    <section className={styles.scroll} ref={scroll} aria-label={queue.list} tabIndex={0}>
      <div className={styles.inner} style={{ height: rows.getTotalSize() }}>
        {visible.map(({ index, start }) => {
          const of = cases[index];
          return of === undefined ? null : (
            <CaseRow
              key={of.caseId}
              of={of}
              accountName={accountNames.get(of.accountId ?? '')}
              top={start}
              selected={index === selected}
            />
          );
        })}
      </div>
    </section>
  );
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button') !== null;

interface CaseRowProps {
  readonly of: CaseSummary;
  /** Of its account; undefined while it is not known. */
  readonly accountName: string | undefined;
  readonly top: number;
  readonly selected: boolean;
}

function CaseRow({ of, accountName, top, selected }: CaseRowProps) {
  const { queue, deadline, caseView, stage, severity, category } = useText();
  const due = nextDue(of);
  const next = of.deadlines.find(({ at }) => at === due);
  const critical = of.severity === 'critical';
  const classes = [styles.row, critical ? styles.critical : '', selected ? styles.selected : ''];
  return (
    <Link
      to="/cases/$caseId"
      params={{ caseId: of.caseId }}
      preload={false}
      className={classes.join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      aria-current={selected}
    >
      <span className={`${styles.cell} ${styles.due}`}>
        {due === null ? <span className={styles.meta}>{queue.nothingDue}</span> : <Countdown to={due} />}
        <div className={`${styles.cell} ${styles.meta}`}>{next === undefined ? '' : deadline[next.kind]}</div>
      </span>
      <span className={`${styles.cell} ${styles.case}`}>
        <div className={styles.subject}>
          {critical && (
            <IconAlertTriangleFilled size={16} className={styles.flag} aria-label={severity.critical} />
          )}
          <span className={styles.cell}>{of.subject}</span>
        </div>
        <div className={`${styles.cell} ${styles.meta}`}>
          {sayNumber(of.number)} · {critical ? severity.critical : category[of.category]}
        </div>
      </span>
      <span className={`${styles.cell} ${styles.account}`}>
        <div className={styles.cell}>{of.requester.name || of.requester.address}</div>
        <div className={`${styles.cell} ${styles.meta}`}>{accountName ?? of.requester.address}</div>
      </span>
      <span className={`${styles.cell} ${styles.state}`}>
        <StatusTag status={of.status} />
        {of.stage !== null && <div className={`${styles.cell} ${styles.meta}`}>{stage[of.stage]}</div>}
      </span>
      <span className={`${styles.cell} ${styles.owner}`}>{of.owner?.name ?? caseView.noOwner}</span>
    </Link>
  );
}
