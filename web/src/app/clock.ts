import { useSyncExternalStore } from 'react';

/**
 * The desk's clock as the browser sees it. A countdown against a wrong browser clock would promise the wrong
 * minute, so the distance to the desk's time is kept; on the local cloud that clock can also be moved.
 */
let distance = 0;
let tick = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function beat(): void {
  tick = Math.floor((Date.now() + distance) / 1000) * 1000;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(beat, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since the epoch by the desk's clock. */
export function now(): number {
  return Date.now() + distance;
}

/** The desk says what time it is. Less than two seconds apart is the way there and back. */
export function setDeskTime(milliseconds: number): void {
  const measured = milliseconds - Date.now();
  if (Math.abs(measured - distance) < 2000) return;
  distance = measured;
  beat();
}

/** The desk's time, anew each second; one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick);
}

/** The desk's time, anew each minute: for texts that say the day and the minute. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(tick / 60_000) * 60_000);
}
