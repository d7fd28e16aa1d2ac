import { useMemo } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { saySpan } from '../../app/time.ts';
import { Chart, type ChartSeries } from '../../ui/chart.tsx';
import { DataTable } from '../../ui/layout.tsx';
import { When } from '../../ui/time.tsx';
import styles from './update-history.module.css';
import type { SentUpdate } from './updates.ts';

const seconds = (instant: string): number => Date.parse(instant) / 1000;
const minutesFrom = (from: string, to: string): number => (seconds(to) - seconds(from)) / 60;

/**
 * The updates as they were sent: how long the customer waited for each beside what was agreed, and how the
 * expected end has moved. As one chart, and as the table that says the same.
 */
export function UpdateHistory({ updates }: { readonly updates: readonly SentUpdate[] }) {
  const { cadence: t, time } = useText();
  const times = useTimes();
  const series = useMemo(() => seriesOf(updates, t), [updates, t]);
  const drawn = updates.length > 1 && series.length > 0;
  return (
    <section className={styles.history} aria-label={t.history}>
      <h3>{t.history}</h3>
      {drawn && (
        <Chart
          label={t.history}
          x={updates.map(({ sentAt }) => seconds(sentAt))}
          series={series}
          sayX={(at) => times.clock(at * 1000)}
          sayY={(at) => times.clock(at * 1000)}
          sayRight={(minutes) => time.minutes(Math.round(minutes))}
          timeAxis
        />
      )}
      <details open={!drawn}>
        <summary>{t.asTable}</summary>
        <DataTable label={t.history} columns={[t.etrSent, t.promisedBy, t.etrEstimate, t.etrSlip]}>
          {updates.map(({ seq, sentAt, promise, expectedAt, slipSeconds }) => (
            <tr key={seq}>
              <td>
                <When at={sentAt} />
              </td>
              <td>
                {promise === null ? (
                  '–'
                ) : (
                  <>
                    <When at={promise.by} />, {sayKept(seconds(promise.by) - seconds(sentAt))}
                  </>
                )}
              </td>
              <td>{expectedAt === null ? t.etrNone : <When at={expectedAt} />}</td>
              <td>{saySlip(slipSeconds)}</td>
            </tr>
          ))}
        </DataTable>
      </details>
    </section>
  );

  function sayKept(secondsLeft: number): string {
    return secondsLeft >= 0 ? t.kept : time.late(saySpan(secondsLeft * 1000));
  }

  function saySlip(slipSeconds: number | null): string {
    if (slipSeconds === null) return '–';
    if (slipSeconds === 0) return t.unchanged;
    const span = saySpan(slipSeconds * 1000);
    return slipSeconds > 0 ? t.later(span) : t.earlier(span);
  }
}

interface Names {
  readonly waited: string;
  readonly agreedInterval: string;
  readonly etrEstimate: string;
}

/** Waits as bars below the line of what was agreed, in minutes on the right; the expected end on the left. */
function seriesOf(updates: readonly SentUpdate[], names: Names): ChartSeries[] {
  const waits: ChartSeries[] = [
    {
      name: names.waited,
      tone: 'green',
      shape: 'bars',
      right: true,
      values: updates.map(({ promise, sentAt }) =>
        promise === null ? null : minutesFrom(promise.since, sentAt),
      ),
    },
    {
      name: names.agreedInterval,
      tone: 'amber',
      shape: 'steps',
      right: true,
      values: updates.map(({ promise }) =>
        promise === null ? null : minutesFrom(promise.since, promise.by),
      ),
    },
  ];
  const end: ChartSeries = {
    name: names.etrEstimate,
    tone: 'accent',
    shape: 'steps',
    values: updates.map(({ expectedAt }) => (expectedAt === null ? null : seconds(expectedAt))),
  };
  return [...waits, end].filter(({ values }) => values.some((value) => value !== null));
}
