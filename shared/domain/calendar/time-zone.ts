import { DAY, MINUTE, SECOND } from './instant.ts';

/** A stretch of time in which a zone keeps one offset; wall-clock milliseconds are `epoch + offset`. */
export interface OffsetSpan {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/**
 * Why not Temporal here: a look-up through the polyfill costs 5 µs and 56 KB of every bundle that asks when
 * the desk opens. `Intl` reads the same time-zone database; probing it once a day of a year and halving
 * where the offset differs takes half a millisecond per zone and year, once, and then all is addition.
 * The tests hold this against Temporal's own transitions.
 */
const tables = new Map<string, readonly OffsetSpan[]>();
const formats = new Map<string, Intl.DateTimeFormat>();
/** Every IANA name with a dozen years each fits; the bound is for hostile spellings of names. */
const cacheLimit = 8_000;

function remember<V>(cache: Map<string, V>, key: string, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= cacheLimit) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}

/** True for an IANA name that this runtime knows, aliases included; bare offsets such as `+02:00` move no clocks and are refused. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Z][\w+-]*(\/[\w+-]+){0,2}$/.test(name) || name.length > 64) return false;
  try {
    probe(name, 0);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds that the zone's wall clock is ahead of UTC at an instant. */
export function offsetAt(zone: string, epoch: number): number {
  const spans = spansOfYear(zone, new Date(epoch).getUTCFullYear());
  return spans.find(({ end }) => epoch < end)?.offset ?? 0;
}

/** The spans of constant offset from the one that holds `from`, in order, until the first that reaches `until`. */
export function* offsetSpans(zone: string, from: number, until: number): Generator<OffsetSpan> {
  for (let year = new Date(from).getUTCFullYear(); ; year++) {
    for (const span of spansOfYear(zone, year)) {
      if (span.end <= from) continue;
      if (span.start >= until) return;
      yield span;
    }
  }
}

/** The offset as the runtime writes it, `GMT-03:30`, in milliseconds. */
function probe(zone: string, epoch: number): number {
  const format = remember(
    formats,
    zone,
    () => new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }),
  );
  const text = format.format(epoch);
  const [hours = '0', minutes = '0', seconds = '0'] = text.slice(text.indexOf('GMT') + 4).split(':');
  const size = Number(hours) * 60 * MINUTE + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return text.includes('GMT-') ? -size : size;
}

function spansOfYear(zone: string, year: number): readonly OffsetSpan[] {
  return remember(tables, `${zone} ${year}`, () => {
    const end = Date.UTC(year + 1, 0, 1);
    const spans: OffsetSpan[] = [];
    let start = Date.UTC(year, 0, 1);
    let offset = probe(zone, start);
    for (let day = start; day < end; day += DAY) {
      const next = Math.min(day + DAY, end);
      const then = probe(zone, next);
      if (then === offset) continue;
      const change = firstOther(zone, day, next, offset);
      if (change < end) {
        spans.push({ start, end: change, offset });
        start = change;
        offset = then;
      }
    }
    spans.push({ start, end, offset });
    return spans;
  });
}

/** The first second after `low`, where the offset still is `offset`, at which it no longer is; `high` is past it. */
function firstOther(zone: string, low: number, high: number, offset: number): number {
  let before = low / SECOND;
  let after = high / SECOND;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (probe(zone, middle * SECOND) === offset) before = middle;
    else after = middle;
  }
  return after * SECOND;
}

/**
 * The first instant at which a zone's wall clock shows `wall` (milliseconds, as if it were UTC) or later:
 * the first of two in an overlap, the end of the gap for a time that is skipped.
 */
export function firstInstantAtWall(zone: string, wall: number): number {
  for (const { start, end, offset } of offsetSpans(zone, wall - 2 * DAY, Number.POSITIVE_INFINITY)) {
    if (end + offset > wall) return Math.max(start, wall - offset);
  }
  throw new RangeError(`unreachable: time in ${zone} goes on`);
}

/** What the zone's clock and calendar show at an instant, with its offset: `2026-11-24T09:00:00+01:00`. */
export function wallClock(zone: string, epoch: number): string {
  const offset = offsetAt(zone, epoch);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.floor(Math.abs(offset) / MINUTE);
  const two = (n: number) => String(n).padStart(2, '0');
  const local = new Date(epoch + offset).toISOString().slice(0, 19);
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
