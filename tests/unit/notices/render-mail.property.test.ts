import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { noticeKinds } from '../../../shared/domain/case/mail.ts';
import { languages } from '../../../shared/domain/case/vocabulary.ts';
import { noticeVariables, optionalNoticeVariables, renderMail } from '../../../shared/notices/index.ts';
import { splitAtLinks } from '../../../shared/notices/links.ts';
import { settings } from './samples.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"',
        "'",
        '&',
        '&lt;',
        '<img src=x onerror=alert(1)>',
        'javascript:alert(1)',
        'https://x.example/"onclick="a',
        '{number}',
        '{constructor}',
        '> ',
        '\n',
        '\r\n',
        '\u2028',
        '\0',
        '\ud83d',
        'https://a.example/b',
        '-- ',
        '<!--',
        '</div>',
        '$&',
        'ñ',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

/** Exactly the mark-up that the renderer writes: with it taken out, no sign of mark-up is left. */
const ourTags =
  /<!doctype html>|<\/?(?:html|head|body|title|div|p|h1|dl|dt|dd|ul|li|blockquote|style|a|br)(?: (?:lang|class|dir)="[\w-]+"| href="https?:\/\/[^"<>\s]*")*>|<meta (?:charset="utf-8"|name="[\w-]+" content="[\w\s=,.-]+")>/g;

it('law: whatever the values, a notice has only our tags and attributes', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...noticeKinds),
      fc.constantFrom(...languages),
      fc.infiniteStream(hostile),
      (notice, language, values) => {
        const names = [...noticeVariables[notice], ...optionalNoticeVariables[notice]];
        const variables = Object.fromEntries(names.map((name) => [name, values.next().value ?? '']));
        const { html } = renderMail({ notice, language, variables }, '', settings);
        expect(html.replace(ourTags, '')).not.toMatch(/[<>]/);
        expect(html.isWellFormed()).toBe(true);
      },
    ),
    { numRuns: 500 },
  ));

it('law: whatever a person writes, an answer has only our tags, and its text has all their letters', () =>
  fc.assert(
    fc.property(hostile, fc.constantFrom(...languages), (answer, language) => {
      const { text, html } = renderMail(
        { notice: null, language, variables: { number: '48219355' } },
        answer,
        settings,
      );
      const letters = (of: string) => of.toWellFormed().replace(/[^\p{L}\p{N}]+/gu, '');
      expect(html.replace(ourTags, '')).not.toMatch(/[<>]/);
      expect(letters(text).startsWith(letters(answer))).toBe(true);
    }),
    { numRuns: 500 },
  ));

it('law: splitting at links loses nothing, and links only to http(s)', () =>
  fc.assert(
    fc.property(hostile, (text) => {
      const pieces = splitAtLinks(text);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const { url } of pieces) if (url !== null) expect(url).toMatch(/^https?:\/\/[^\s<>"]+$/i);
    }),
    { numRuns: 500 },
  ));
