import type * as z from 'zod';
import { InvalidInput } from '../../shared/errors/index.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/**
 * Input as its schema wants it.
 *
 * @throws InvalidInput naming every bad field, and saying what to do about it
 */
export function validate(schema: z.ZodType, input: unknown, where: 'query' | 'body' | 'path'): unknown {
  const result = schema.safeParse(input, { error: advice });
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ path: path.join('.') || where, message }));
  throw new InvalidInput(
    `The ${where} has ${fields.length === 1 ? 'a bad field' : `${fields.length} bad fields`}.`,
    fields,
  );
}

/** What the JSON of a body says, in text that every store and every mail can carry. @throws InvalidInput */
export function readJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? plain(value) : value));
  } catch {
    throw new InvalidInput('The body is not JSON.', [{ path: 'body', message: 'Send valid JSON in UTF-8.' }]);
  }
}

/** Half a character becomes the sign for one that is lost; what steers a terminal and is no text goes. */
function plain(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, '');
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  tuple: 'a list',
  record: 'an object',
};
const formats: Readonly<Record<string, string>> = {
  email: 'Give an e-mail address, such as ana@acme.example.',
  date: 'Give a day, such as 2026-11-24.',
  datetime: 'Give an instant in UTC with milliseconds, such as 2026-11-24T09:43:10.000Z.',
  url: 'Give a web address, such as https://acme.example/hook.',
  ipv4: 'Give an IP address.',
  ipv6: 'Give an IP address.',
};

/** What to do about a value that does not fit; a schema's own words go before these. */
function advice(issue: Issue): string | undefined {
  const missing = issue.input === undefined ? 'This is missing: ' : '';
  switch (issue.code) {
    case 'invalid_type':
      return sentence(missing, `give ${kinds[issue.expected] ?? 'another value'}.`);
    case 'invalid_value':
      return sentence(missing, `use one of ${issue.values.join(', ')}.`);
    case 'too_small':
      return atLeast(issue.origin, Number(issue.minimum), issue.inclusive ?? true);
    case 'too_big':
      return `Give at most ${issue.maximum}${unitOf(issue.origin, Number(issue.maximum))}.`;
    case 'invalid_format':
      return formats[issue.format] ?? `Write it as ${issue.pattern ?? issue.format}.`;
    case 'unrecognized_keys':
      return `There is no ${issue.keys.join(', ')}: see /v1/openapi.json.`;
    default:
      return 'Give one of the forms that /v1/openapi.json describes.';
  }
}

const sentence = (before: string, rest: string): string =>
  before === '' ? rest.charAt(0).toUpperCase() + rest.slice(1) : before + rest;

function atLeast(origin: string, minimum: number, inclusive: boolean): string {
  if (minimum === 1 && origin === 'string') return 'Write something.';
  const bound = inclusive ? 'at least' : 'more than';
  return `Give ${bound} ${minimum}${unitOf(origin, minimum)}.`;
}

function unitOf(origin: string, count: number): string {
  const unit = origin === 'string' ? ' character' : origin === 'array' ? ' entr' : '';
  if (unit === ' entr') return count === 1 ? ' entry' : ' entries';
  return unit === '' || count === 1 ? unit : `${unit}s`;
}
