import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMessage } from '../../../shared/email/index.ts';
import { aComposition, composed, onlyFile } from './compositions.ts';

/** Any text, and texts made to break a mail: line breaks, controls, encoded words, boundaries, emoji. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        '\u2028',
        '\u202e',
        '\ud800',
        'Bcc: eve@evil.example',
        '\r\n\r\n',
        '=?UTF-8?B?QQ==?=',
        '"',
        '\\',
        '<',
        '>',
        ',',
        ';',
        '(',
        'ñ',
        '👩‍👩‍👧',
        '漢字',
        '.',
        '..',
        '--=_-Part_1',
        ' ',
        '\t',
        'x'.repeat(1_200),
        'é'.repeat(400),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const wellFormedLines = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]+/gu, '');
const oneLineOf = (text: string) => text.replace(/\s+/gu, ' ').trim();

it('law: whatever the values, the wire is 7-bit, in CRLF lines of at most 998 characters', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, hostile, async (subject, name, text, html) => {
      const party = { name, address: 'ana@acme.example' };
      const { wire } = await composed(
        aComposition(
          { text, html, from: { name, address: 'support@guardia.example' } },
          { subject, to: [party], cc: [party] },
        ),
      );
      const lines = wire.split('\r\n');
      expect(wire).toMatch(/^[\r\n\t -~]*$/);
      expect(lines.join('')).not.toMatch(/[\r\n]/);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
    }),
    { numRuns: 200 },
  );
});

it('law: no value adds, removes or repeats a header', async () => {
  const { headerNames: expected } = await composed(aComposition());
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (subject, name, id) => {
      const mail = {
        subject: `s${subject}`,
        to: [{ name, address: 'ana@acme.example' }],
        references: [id, 'q@acme.example'],
      };
      const { headerNames, parsed } = await composed(aComposition({}, mail));
      expect(headerNames).toEqual(expected);
      expect(parsed.to).toHaveLength(1);
      expect(parsed.bcc).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

it('law: text and HTML come back as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (text, html) => {
      const { parsed } = await composed(aComposition({ text: `${text}\nend`, html: `${html}<p>end` }));
      expect((parsed.text ?? '').trimEnd()).toBe(wellFormedLines(`${text}\nend`));
      expect((parsed.html ?? '').trimEnd()).toBe(wellFormedLines(`${html}<p>end`));
    }),
    { numRuns: 200 },
  );
});

it('law: a subject and a name that fit on a line come back as they were, to our own parser too', async () => {
  const shown = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map(oneLineOf)
    .filter((text) => text !== '' && !text.includes('=?'));
  await fc.assert(
    fc.asyncProperty(shown, shown, async (subject, name) => {
      const { parsed, bytes } = await composed(
        aComposition({}, { subject, to: [{ name, address: 'ana@acme.example' }] }),
      );
      const ours = await parseMessage(Buffer.from(bytes));
      expect(parsed.subject).toBe(subject);
      expect(parsed.to).toEqual([{ name, address: 'ana@acme.example' }]);
      expect(ours.subject).toBe(subject);
      expect(ours.to.map(({ address }) => address)).toEqual(['ana@acme.example']);
    }),
    { numRuns: 200 },
  );
});

it('law: an attachment comes back byte for byte, whatever its name and type say', async () => {
  await fc.assert(
    fc.asyncProperty(
      hostile,
      hostile,
      hostile,
      fc.uint8Array({ maxLength: 500 }),
      fc.boolean(),
      async (name, contentType, contentId, content, inline) => {
        const { parsed } = await composed(
          aComposition({ attachments: [{ name, contentType, content, inline, contentId }] }),
        );
        expect(onlyFile(parsed).equals(Buffer.from(content))).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
