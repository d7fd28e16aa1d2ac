import { formatNumber } from '../domain/case/case.ts';
import type { Language } from '../domain/case/vocabulary.ts';
import { manyLines, oneLine } from '../email/compose-text.ts';
import { localTime } from './times.ts';
import { instantVariables } from './variables.ts';

/** Values that people wrote in several lines, or that hold one item a line. */
const manyLined: ReadonlySet<string> = new Set([
  'summary',
  'reason',
  'nature',
  'changed',
  'description',
  'diagnostic',
  'hotlineNumbers',
  'refused',
  'cases',
  'linkedFiles',
  'missingFiles',
]);
const lineLimit = 1_000;
const textLimit = 20_000;

/** The variables of a mail as its reader sees them: times in their zone, nothing that breaks a line or a header. */
export function readable(
  variables: Readonly<Record<string, string>>,
  language: Language,
): Readonly<Record<string, string>> {
  const timeZone = variables.timeZone ?? 'UTC';
  const shown = (name: string, value: string): string => {
    if (name === 'number') return readableNumber(value);
    if (instantVariables.has(name)) return oneLine(localTime(value, language, timeZone), lineLimit);
    return manyLined.has(name) ? manyLines(value).trim().slice(0, textLimit) : oneLine(value, lineLimit);
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, shown(name, value)]));
}

/** A case number as people read it, however it came. */
export function readableNumber(number: string): string {
  return /^\d{8}$/.test(number) ? formatNumber(number) : oneLine(number, 20);
}

/** Puts values into a text of the catalogue. What a value contains is never read as a placeholder. */
export function interpolate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** The items of a value that has one a line. */
export function items(value: string): string[] {
  return value
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
