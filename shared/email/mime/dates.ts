const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 5322, 4.3; any other name is read as UTC, as the RFC asks. */
const ZONES: Readonly<Record<string, number>> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  jst: 540,
  cet: 60,
  cest: 120,
};
const DATE_TIME =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s.,-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[a-z]{1,5})?/i;
/** The order that asctime writes: `Thu Apr  9 10:11:12 2015 +0200`. */
const ASCTIME =
  /([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:[a-z]{3,5}\s+)?(\d{4})(?:\s*([+-]\d{4}))?/i;

/** The instant of a Date field in UTC with milliseconds, or null when it says none that exists. */
export function parseDate(raw: string): string | null {
  const text = raw.slice(0, 200).replace(/\([^()]*\)/g, ' ');
  const usual = DATE_TIME.exec(text);
  if (usual) {
    const [, day, month, year, hour, minute, second, zone] = usual;
    return instantOf({ day, month, year, hour, minute, second, zone });
  }
  const [, month, day, hour, minute, second, year, zone] = ASCTIME.exec(text) ?? [];
  return month === undefined ? null : instantOf({ day, month, year, hour, minute, second, zone });
}

type Texts = Record<'day' | 'month' | 'year' | 'hour' | 'minute' | 'second' | 'zone', string | undefined>;

function instantOf(texts: Texts): string | null {
  const month = MONTHS.indexOf((texts.month ?? '').toLowerCase());
  const [year, day] = [fullYear(Number(texts.year)), Number(texts.day)];
  const [hour, minute] = [Number(texts.hour), Number(texts.minute)];
  // A leap second is the last second of its minute here.
  const second = Math.min(59, Number(texts.second ?? 0));
  const local = new Date(Date.UTC(year, month, day, hour, minute, second));
  // What rolled over (30 February, 25 o'clock) is no date.
  const exists =
    month >= 0 &&
    local.getUTCMonth() === month &&
    local.getUTCDate() === day &&
    local.getUTCHours() === hour &&
    local.getUTCMinutes() === minute;
  return exists ? new Date(local.getTime() - offsetMinutes(texts.zone) * 60_000).toISOString() : null;
}

/** RFC 5322, 4.3: two digits below 50 are 20xx, others 19xx; three digits count from 1900. */
function fullYear(year: number): number {
  if (year >= 1_000) return year;
  return year < 50 ? year + 2_000 : year + 1_900;
}

function offsetMinutes(zone: string | undefined): number {
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(zone ?? '');
  if (!numeric) return ZONES[(zone ?? '').toLowerCase()] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === '-' ? -minutes : minutes;
}
