import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNow } from '../app/clock.ts';
import { useText } from '../app/i18n/i18n.tsx';
import { useTimes } from '../app/person.tsx';
import { saySpan, urgencyOf } from '../app/time.ts';
import styles from './time.module.css';

const events = { hover: true, focus: true, touch: true } as const;

interface AtProps {
  readonly at: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Words that speak of a time; the exact one, with its zone, on hover or touch. */
export function At({ at, className, children }: AtProps) {
  return (
    <Tooltip label={useTimes().exactly(at)} events={events}>
      <time className={className} dateTime={at}>
        {children}
      </time>
    </Tooltip>
  );
}

/** A time as people say it, in the reader's zone. */
export function When({ at }: { readonly at: string }) {
  return (
    <At at={at} className={styles.time}>
      {useTimes().say(at)}
    </At>
  );
}

/** What is left until a deadline, each second anew; past it, how late it is. */
export function Countdown({ to }: { readonly to: string }) {
  const { time } = useText();
  const times = useTimes();
  const now = useNow();
  const left = new Date(to).getTime() - now;
  const span = saySpan(left);
  return (
    <Tooltip label={times.exactly(to)} events={events}>
      <time
        className={`${styles.due} ${styles[urgencyOf(to, now)] ?? ''}`}
        dateTime={to}
        role="timer"
        aria-live="off"
      >
        {left > 0 ? time.left(span) : time.late(span)}
      </time>
    </Tooltip>
  );
}
