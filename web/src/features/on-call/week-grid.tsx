import { Tooltip } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useMinute } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import styles from './on-call.module.css';
import { placeOf } from './week.ts';

export type Shift = Answer<'readOnCall'>['items'][number];

interface WeekGridProps {
  /** Seven midnights, and the one that ends the week. */
  readonly days: readonly string[];
  readonly shifts: readonly Shift[];
  readonly layerName: (layerId: string) => string;
}

/** A week of shifts, a lane a layer, in the reader's zone. */
export function WeekGrid({ days, shifts, layerName }: WeekGridProps) {
  const times = useTimes();
  const minute = useMinute();
  const week = { from: days[0] ?? '', to: days[7] ?? '' };
  const layers = [...new Set(shifts.map(({ layerId }) => layerId))];
  const now = placeOf({ from: new Date(minute).toISOString(), to: week.to }, week);
  const isNow = minute >= Date.parse(week.from) && minute < Date.parse(week.to);
  const box = useRef<HTMLDivElement>(null);
  // Where the week does not fit, it begins a little before now.
  useEffect(() => {
    const { current } = box;
    if (current !== null && isNow) current.scrollLeft = (now.left / 100) * current.scrollWidth - 60;
  }, [week.from]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable (WCAG 2.1.1).
    <div className={styles.week} tabIndex={0} ref={box}>
      <div className={styles.grid}>
        <div className={styles.days} aria-hidden>
          {days.slice(0, 7).map((midnight) => (
            <span key={midnight}>{times.day(midnight)}</span>
          ))}
        </div>
        {layers.map((layerId) => (
          <div key={layerId}>
            <h3>{layerName(layerId)}</h3>
            <div className={styles.lane}>
              {shifts
                .filter((shift) => shift.layerId === layerId)
                .map((shift) => (
                  <ShiftBlock key={`${shift.from} ${shift.personId}`} shift={shift} week={week} />
                ))}
              {isNow && <div className={styles.nowLine} style={{ left: `${now.left}%` }} />}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function ShiftBlock({ shift, week }: { readonly shift: Shift; readonly week: { from: string; to: string } }) {
  const { onCallPage: t } = useText();
  const times = useTimes();
  const { left, width } = placeOf(shift, week);
  const name = shift.name ?? t.gap;
  const text = `${name}: ${times.say(shift.from)} – ${times.say(shift.to)} (${t.because[shift.because]})`;
  const tone = shift.because === 'gap' ? styles.gap : shift.because === 'rotation' ? '' : styles.standIn;
  return (
    <Tooltip label={text} multiline maw={320}>
      <div
        className={`${styles.shift} ${tone ?? ''}`}
        style={{ left: `${left}%`, width: `calc(${width}% - 2px)` }}
        role="img"
        aria-label={text}
      >
        <span className={styles.name}>{name}</span>
      </div>
    </Tooltip>
  );
}
