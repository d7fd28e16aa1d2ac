import { InvalidInput } from '../../errors/index.ts';

/** A moment in UTC with milliseconds, as it travels: `2026-11-24T01:43:10.000Z`. */
export type Instant = string;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A half-open span of time in epoch milliseconds: `start` belongs to it, `end` does not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
/** Outside these years no promise of ours can lie; the bound keeps a hostile date from costing a long walk. */
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * Epoch milliseconds of an instant.
 *
 * @throws InvalidInput when it is not a UTC instant between the years 1970 and 2199.
 */
export function epochOf(instant: Instant): number {
  const epoch = shape.test(instant) ? Date.parse(instant) : Number.NaN;
  if (epoch >= earliest && epoch < latest) return epoch;
  throw new InvalidInput(
    `"${instant.slice(0, 40)}" is not an instant: write it in UTC, such as 2026-11-24T01:43:10.000Z, between 1970 and 2199.`,
    [],
    'invalid-instant',
  );
}

/** True for an instant as it is stored, in UTC with milliseconds; such texts sort as their times do. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) &&
  Date.parse(text) >= earliest &&
  Date.parse(text) < latest;

export const instantOf = (epoch: number): Instant => new Date(epoch).toISOString();
