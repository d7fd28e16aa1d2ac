import { createHash, randomBytes, randomInt } from 'node:crypto';

/** SHA-256 of a text, in hexadecimal. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An instant in ten characters that sort as time does. */
export function timeStamp(instant: string): string {
  let time = Date.parse(instant);
  let stamp = '';
  for (let index = 0; index < 10; index++) {
    stamp = alphabet[time % 32] + stamp;
    time = Math.floor(time / 32);
  }
  return stamp;
}

/** A new case id: ten characters of time, so that ids sort by age, and 80 random bits. */
export function newCaseId(now: string): string {
  return timeStamp(now) + Array.from(randomBytes(16), (byte) => alphabet[byte % 32]).join('');
}

/** The id of what a command creates: the same for the same `Idempotency-Key`, a new one without. */
export function idFor(commandKey: string | null, now: string): string {
  return commandKey === null ? newCaseId(now) : sha256(commandKey).slice(0, 26);
}

/** Eight random digits: short enough to read out, and telling nobody how many cases there are. */
export function drawNumber(): string {
  return String(randomInt(10_000_000, 100_000_000));
}
