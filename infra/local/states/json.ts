import { StateError } from './errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The most that a state may take or give (256 KiB of UTF-8). */
export const MAX_PAYLOAD_BYTES = 262_144;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const jsonBytes = (value: Json): number => Buffer.byteLength(JSON.stringify(value));

/** @throws StateError `States.DataLimitExceeded`, which no `States.ALL` catches. */
export const withinLimit = (value: Json, what: string): Json => {
  if (jsonBytes(value) > MAX_PAYLOAD_BYTES)
    throw new StateError('States.DataLimitExceeded', `${what} is larger than ${MAX_PAYLOAD_BYTES} bytes.`);
  return value;
};

export const parseJson = (text: string, refuse: () => Error): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw refuse();
  }
};
