import { decodeCharset } from '../mime/charsets.ts';

/** MAPI properties by their 16-bit id, as raw bytes or text (MS-OXTNEF, 2.1.3.4). */
export type Properties = ReadonlyMap<number, PropertyValue>;

export interface PropertyValue {
  readonly type: number;
  readonly bytes: Buffer;
}

const MAX_PROPERTIES = 2_000;
const MULTI_VALUED = 0x1000;
const OBJECT = 0x000d;
const STRING8 = 0x001e;
const UNICODE = 0x001f;
const BINARY = 0x0102;
/** Bytes of the fixed types; each value is padded to four. */
const FIXED: Readonly<Record<number, number>> = {
  2: 2,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 2,
  20: 8,
  64: 8,
  72: 16,
};

/** Reads a property list; what stands after the first broken property is left out. */
export function readProperties(data: Buffer): Properties {
  const found = new Map<number, PropertyValue>();
  const count = data.length >= 4 ? Math.min(data.readUInt32LE(0), MAX_PROPERTIES) : 0;
  let at = 4;
  for (let index = 0; index < count; index++) {
    if (at + 4 > data.length) break;
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at = id >= 0x8000 ? afterName(data, at + 4) : at + 4;
    const value = readValue(data, at, type);
    if (!value) break;
    if (!found.has(id)) found.set(id, { type: type & ~MULTI_VALUED, bytes: value.bytes });
    at = value.next;
  }
  return found;
}

/** A named property carries a GUID and its number or name before the value. */
function afterName(data: Buffer, start: number): number {
  const kind = start + 16;
  if (kind + 8 > data.length) return data.length;
  return data.readUInt32LE(kind) === 0 ? kind + 8 : kind + 8 + padded(data.readUInt32LE(kind + 4));
}

function readValue(data: Buffer, start: number, type: number): { bytes: Buffer; next: number } | null {
  const base = type & ~MULTI_VALUED;
  const fixed = FIXED[base];
  if (fixed !== undefined) {
    const repeated = (type & MULTI_VALUED) !== 0;
    if (repeated && start + 4 > data.length) return null;
    const values = repeated ? data.readUInt32LE(start) : 1;
    const first = repeated ? start + 4 : start;
    const next = first + values * padded(fixed);
    return next <= data.length ? { bytes: data.subarray(first, first + fixed), next } : null;
  }
  if (base !== STRING8 && base !== UNICODE && base !== BINARY && base !== OBJECT) return null;
  return readVariable(data, start);
}

/** Variable values are a list even when single; the first one is taken. */
function readVariable(data: Buffer, start: number): { bytes: Buffer; next: number } | null {
  if (start + 4 > data.length) return null;
  const values = Math.min(data.readUInt32LE(start), MAX_PROPERTIES);
  let at = start + 4;
  let first: Buffer | null = null;
  for (let index = 0; index < values; index++) {
    if (at + 4 > data.length) return null;
    const length = data.readUInt32LE(at);
    if (at + 4 + length > data.length) return null;
    first ??= data.subarray(at + 4, at + 4 + length);
    at += 4 + padded(length);
  }
  return { bytes: first ?? Buffer.alloc(0), next: at };
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** A property as text, without its closing zero; undefined when the list has none. */
export function textProperty(properties: Properties, id: number, codepage: string): string | undefined {
  const value = properties.get(id);
  if (!value) return undefined;
  const text = decodeCharset(value.bytes, value.type === UNICODE ? 'utf-16le' : codepage);
  return text.replace(/\0.*$/s, '');
}
