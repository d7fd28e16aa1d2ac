import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './chart.module.css';

export interface ChartSeries {
  readonly name: string;
  readonly tone: 'accent' | 'amber' | 'green';
  readonly shape: 'line' | 'steps' | 'bars';
  readonly values: readonly (number | null)[];
  /** Read on an axis of its own, on the right. @default false */
  readonly right?: boolean;
}

/** Where an axis of times breaks, in seconds: at full minutes, hours, days. */
const timeSteps = [
  60,
  300,
  600,
  900,
  1800,
  3600,
  7200,
  14_400,
  43_200,
  ...[1, 2, 3, 7, 14, 28].map((days) => days * 86_400),
];

interface ChartProps {
  readonly label: string;
  /** Times, in seconds. */
  readonly x: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly sayX: (x: number) => string;
  readonly sayY: (y: number) => string;
  /** Says the values of the axis on the right, where a series has one. */
  readonly sayRight?: (y: number) => string;
  /** The values on the left are times in seconds as well. */
  readonly timeAxis?: boolean;
}

/** An axis of amounts begins at nothing. */
const fromNothing = (_: uPlot, __: number, max: number): [number, number] => [0, Math.max(1, max * 1.1)];

const pathsOf = (paths: uPlot.Series.PathBuilder | undefined) => (paths === undefined ? {} : { paths });

/** A chart. Its canvas says nothing to a screen reader, so every chart stands beside a table of the same numbers. */
export function Chart({ label, x, series, sayX, sayY, sayRight, timeAxis = false }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  const content = JSON.stringify([x, series]);
  // Drawn anew when what it says or its colours change, not for each new array of the same numbers.
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const colour = (name: string): string => getComputedStyle(box).getPropertyValue(`--${name}`).trim();
    const axis = {
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { show: false },
    };
    const barCount = series.filter(({ shape }) => shape === 'bars').length;
    // Two series of bars share the day: the first stands left of its middle, the second right of it.
    const barsAt = (place: number) =>
      uPlot.paths.bars?.(
        barCount > 1 ? { size: [0.36, 14], align: place === 0 ? -1 : 1 } : { size: [0.3, 14, 6], align: 0 },
      );
    const steps = uPlot.paths.stepped?.({ align: 1 });
    const plot = new uPlot(
      {
        width: box.clientWidth,
        height: 220,
        legend: { show: series.length > 1, live: false },
        cursor: { y: false },
        scales: {
          x: { time: false, range: (_, min, max) => [min - (max - min) * 0.03, max + (max - min) * 0.03] },
          y: timeAxis ? {} : { range: fromNothing },
          right: { range: fromNothing },
        },
        axes: [
          {
            ...axis,
            size: 30,
            incrs: timeSteps,
            space: 84,
            values: (_, splits) => splits.map((split) => sayX(split)),
          },
          {
            ...axis,
            size: 64,
            ...(timeAxis ? { incrs: timeSteps } : {}),
            values: (_, splits) => splits.map((split) => sayY(split)),
          },
          ...(sayRight === undefined || !series.some(({ right }) => right)
            ? []
            : [
                {
                  ...axis,
                  scale: 'right',
                  side: 1 as const,
                  size: 64,
                  grid: { show: false },
                  values: (_: uPlot, splits: number[]) => splits.map((split) => sayRight(split)),
                },
              ]),
        ],
        series: [
          { value: (_, value) => (value === null ? '' : sayX(value)) },
          ...series.map(({ name, tone, shape, right }, place) => ({
            label: name,
            scale: right ? 'right' : 'y',
            stroke: colour(tone),
            width: 2,
            points: { show: shape !== 'bars', size: 7, fill: colour(tone) },
            ...pathsOf(shape === 'bars' ? barsAt(place) : shape === 'steps' ? steps : undefined),
            ...(shape === 'bars' ? { fill: colour(tone) } : {}),
            value: (_: uPlot, value: number | null) => (value === null ? '' : sayY(value)),
          })),
        ],
      },
      [[...x], ...series.map(({ values }) => [...values])],
      box,
    );
    const watcher = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 220 }));
    watcher.observe(box);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [content, timeAxis, colorScheme]);
  return <div ref={place} className={styles.chart} role="img" aria-label={label} />;
}
