import { useSyncExternalStore } from 'react';

/**
 * The desk's clock as the browser sees it: a countdown against a wrong browser clock would promise the wrong
 * minute. On the local cloud the clock is what it says, because it can stand still, run faster or be moved.
 */
let deskClock: () => number = Date.now;
let tick = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function beat(): void {
  tick = Math.floor(deskClock() / 1000) * 1000;
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
  return deskClock();
}

/** An answer came with the desk's time. Less than three seconds apart is the way and the rounding. */
export function compareDeskTime(milliseconds: number): void {
  if (Number.isNaN(milliseconds) || Math.abs(milliseconds - deskClock()) < 3000) return;
  const distance = milliseconds - Date.now();
  deskClock = () => Date.now() + distance;
  beat();
}

/** The time is exactly this, until told again. */
export function setDeskTime(milliseconds: number): void {
  deskClock = () => milliseconds;
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
