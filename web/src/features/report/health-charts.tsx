import type { Answer } from '../../api/operations.ts';
import { useLanguage, useText } from '../../app/i18n/i18n.tsx';
import { sayDay } from '../../app/time.ts';
import type { ChartSeries } from '../../ui/chart.tsx';
import { DataTable, Panel } from '../../ui/layout.tsx';
import { lazyPart } from '../../ui/part.tsx';
import { Loading } from '../../ui/states.tsx';

type Health = Answer<'readHealth'>;
type Bucket = Health['opened'][number];

const Chart = lazyPart(() => import('../../ui/chart.tsx'), 'Chart', <Loading lines={3} />);

/** Volume and response time by day, as charts and as the tables behind them. */
export function HealthCharts({ of }: { readonly of: Health }) {
  const { healthPage: t } = useText();
  return (
    <>
      <Numbers
        title={t.volume}
        columns={[
          { name: t.opened, tone: 'accent', shape: 'bars', buckets: of.opened },
          { name: t.closed, tone: 'green', shape: 'bars', buckets: of.closed },
        ]}
      />
      <Numbers
        title={t.firstResponse}
        columns={[{ name: t.minutes, tone: 'accent', shape: 'line', buckets: of.firstResponseMinutes }]}
      />
    </>
  );
}

interface Column extends Pick<ChartSeries, 'name' | 'tone' | 'shape'> {
  readonly buckets: readonly Bucket[];
}

function Numbers({ title, columns }: { readonly title: string; readonly columns: readonly Column[] }) {
  const { healthPage: t } = useText();
  const language = useLanguage();
  const days = [...new Set(columns.flatMap(({ buckets }) => buckets.map(({ at }) => at)))].sort();
  const valueAt = (buckets: readonly Bucket[], day: string): number | null =>
    buckets.find(({ at }) => at === day)?.value ?? null;
  // A day of the report is a civil date, the same wherever it is read.
  const say = (milliseconds: number): string => sayDay(milliseconds, { timeZone: 'UTC', language });
  return (
    <Panel title={title}>
      {days.length === 0 ? (
        <p>{t.noData}</p>
      ) : (
        <>
          <Chart
            label={title}
            x={days.map((day) => Date.parse(day) / 1000)}
            series={columns.map(({ name, tone, shape, buckets }) => ({
              name,
              tone,
              shape,
              values: days.map((day) => valueAt(buckets, day)),
            }))}
            sayX={(seconds) => say(seconds * 1000)}
            sayY={(value) => String(Math.round(value))}
          />
          <details>
            <summary>{t.asTable}</summary>
            <DataTable label={title} columns={[t.day, ...columns.map(({ name }) => name)]}>
              {days.map((day) => (
                <tr key={day}>
                  <td>{say(Date.parse(day))}</td>
                  {columns.map(({ name, buckets }) => (
                    <td key={name}>{valueAt(buckets, day) ?? '–'}</td>
                  ))}
                </tr>
              ))}
            </DataTable>
          </details>
        </>
      )}
    </Panel>
  );
}
