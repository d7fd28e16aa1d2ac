import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

const folder = new URL('../fixtures/mail/', import.meta.url);
const seeds = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(new URL(name, folder)));
/** Pieces that make parsers branch. */
const TOKENS = [
  '\r\n',
  '\n\n',
  '--',
  '--b--\n',
  'Content-Type: multipart/mixed; boundary=b\n',
  '=?utf-8?B?',
  '?=',
  '"',
  '(',
  '<',
  '>',
  ';',
  '\0',
  '\x1b$B',
  '=',
  '&#',
  '<div>',
  '\n> ',
  '\nOn 1/1/2025, a wrote:\n',
  'Final-Recipient: rfc822;',
];

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat(400) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), length: fc.nat(200) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), token: fc.constantFrom(...TOKENS) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(raw: Buffer, change: Mutation): Buffer {
  const at = change.at % (raw.length + 1);
  const before = raw.subarray(0, at);
  const after = raw.subarray(at);
  switch (change.kind) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([change.byte]), after.subarray(1)]);
    case 'cut':
      return Buffer.concat([before, after.subarray(change.length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, change.length), after]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(change.token, 'latin1'), after]);
  }
}

/** A real mail with up to a dozen changes that nobody would make on purpose. */
export const mutatedMail: fc.Arbitrary<Buffer> = fc
  .record({
    seed: fc.constantFrom(...seeds),
    changes: fc.array(mutation, { minLength: 1, maxLength: 12 }),
  })
  .map(({ seed, changes }) => changes.reduce(mutate, seed));
