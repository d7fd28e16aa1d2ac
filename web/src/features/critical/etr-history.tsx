import { useMemo } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { saySpan } from '../../app/time.ts';
import { Chart } from '../../ui/chart.tsx';
import { DataTable } from '../../ui/layout.tsx';
import { When } from '../../ui/time.tsx';
import type { Estimate } from './estimates.ts';
import styles from './etr-history.module.css';

/** How the expected end has moved, update by update: as a line, and as the table that says the same. */
export function EtrHistory({ estimates }: { readonly estimates: readonly Estimate[] }) {
  const { cadence: t } = useText();
  const times = useTimes();
  const points = useMemo(() => estimates.filter(({ expectedAt }) => expectedAt !== null), [estimates]);
  const slip = (seconds: number | null): string => {
    if (seconds === null) return '–';
    if (seconds === 0) return t.unchanged;
    return seconds > 0 ? t.later(saySpan(seconds * 1000)) : t.earlier(saySpan(seconds * 1000));
  };
  return (
    <section className={styles.history} aria-label={t.etrHistory}>
      <h3>{t.etrHistory}</h3>
      {points.length > 1 && (
        <Chart
          label={t.etrHistory}
          x={points.map(({ sentAt }) => Date.parse(sentAt) / 1000)}
          series={[
            {
              name: t.etrEstimate,
              tone: 'accent',
              shape: 'steps',
              values: points.map(({ expectedAt }) => Date.parse(expectedAt ?? '') / 1000),
            },
          ]}
          sayX={(seconds) => times.clock(seconds * 1000)}
          sayY={(seconds) => times.clock(seconds * 1000)}
          timeAxis
        />
      )}
      <details open={points.length < 2}>
        <summary>{t.etrTable}</summary>
        <DataTable label={t.etrHistory} columns={[t.etrSent, t.etrEstimate, t.etrSlip]}>
          {estimates.map(({ seq, sentAt, expectedAt, slipSeconds }) => (
            <tr key={seq}>
              <td>
                <When at={sentAt} />
              </td>
              <td>{expectedAt === null ? t.etrNone : <When at={expectedAt} />}</td>
              <td>{slip(slipSeconds)}</td>
            </tr>
          ))}
        </DataTable>
      </details>
    </section>
  );
}
