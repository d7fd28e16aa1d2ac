import { isOpen, nextClosing, nextOpening } from './business-time.ts';
import type { Calendar } from './calendar.ts';
import { epochOf, type Instant } from './instant.ts';
import { wallClock } from './time-zone.ts';

/** «Open now» or «opens at», for somebody who lives in another zone. */
export type OpenState =
  | { readonly open: true; readonly closesAt: Instant | null; readonly closesAtLocal: string | null }
  | { readonly open: false; readonly opensAt: Instant | null; readonly opensAtLocal: string | null };

/**
 * Whether a desk is open, and until or from when, also as the viewer's clock will show it
 * (`2026-11-24T09:00:00+01:00`). Null times: it never closes, or does not open within ten years.
 */
export function openState(calendar: Calendar, now: Instant, viewerZone: string): OpenState {
  const local = (instant: Instant | null) =>
    instant === null ? null : wallClock(viewerZone, epochOf(instant));
  if (isOpen(calendar, now)) {
    const closesAt = nextClosing(calendar, now);
    return { open: true, closesAt, closesAtLocal: local(closesAt) };
  }
  const opensAt = nextOpening(calendar, now);
  return { open: false, opensAt, opensAtLocal: local(opensAt) };
}
