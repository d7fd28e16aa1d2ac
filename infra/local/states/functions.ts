import { createHash, randomUUID } from 'node:crypto';
import { queryError } from './errors.ts';
import type { Json } from './json.ts';

const ALGORITHMS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const MAX_RANGE = 1000;

const wholeNumber = (value: unknown, what: string): number => {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw queryError(`${what} must be a whole number.`);
  return value;
};

const hash = (data: Json, algorithm: string): string => {
  const name = ALGORITHMS[algorithm];
  if (!name) throw queryError(`$hash knows ${Object.keys(ALGORITHMS).join(', ')}, not ${algorithm}.`);
  return createHash(name)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
};

const partition = (list: readonly Json[], size: number): Json[] => {
  if (wholeNumber(size, 'The size in $partition') < 1)
    throw queryError('The size in $partition must be at least 1.');
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
};

const range = (first: number, last: number, step: number): number[] => {
  for (const value of [first, last, step]) wholeNumber(value, 'Each argument of $range');
  if (step === 0) throw queryError('The step of $range must not be 0.');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MAX_RANGE) throw queryError(`$range makes at most ${MAX_RANGE} numbers.`);
  return Array.from({ length }, (_, i) => first + i * step);
};

/** The same seed gives the same number (mulberry32): AWS promises repeatability, not a sequence. */
const random = (seed?: number): number => {
  if (seed === undefined) return Math.random();
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
};

const parse = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw queryError('$parse was given text that is not JSON.');
  }
};

/** The functions that Step Functions adds to JSONata (developer guide, "JSONata functions provided by Step Functions"). */
export const stepFunctionsFunctions = { hash, partition, random, range, parse, uuid: () => randomUUID() };
