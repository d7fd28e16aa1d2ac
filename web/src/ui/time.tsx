import { Tooltip } from '@mantine/core';
import { useNow } from '../app/clock.ts';
import { useText } from '../app/i18n/i18n.tsx';
import { useTimes } from '../app/person.tsx';
import { saySpan, urgencyOf } from '../app/time.ts';
import styles from './time.module.css';

/** A time as people say it, in the reader's zone; the exact one on hover and for screen readers. */
export function When({ at }: { readonly at: string }) {
  const times = useTimes();
  const exact = times.exactly(at);
  return (
    <Tooltip label={exact}>
      <time className={styles.time} dateTime={at}>
        {times.say(at)}
      </time>
    </Tooltip>
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
    <Tooltip label={times.exactly(to)}>
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
