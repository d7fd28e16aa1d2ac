import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleReply } from '../../../shared/email/index.ts';

const line = fc.constantFrom(
  '',
  ' ',
  'Hello',
  'Gracias, ya funciona.',
  'Best regards,',
  'Ana',
  '> quoted',
  '>> deeper',
  '>',
  '-- ',
  '--',
  '----',
  '______________',
  '===',
  'On Mon, Apr 2, 2012 at 6:26 PM, Ana <a@b.example> wrote:',
  'On Mon, Apr 2, 2012 at 6:26 PM, Ana',
  '<a@b.example> wrote:',
  'El lun, 24 nov 2025, Ana escribió:',
  'Am 18.09.2013 um 16:24 schrieb Ana <a@b.example>:',
  '-----Original Message-----',
  'Begin forwarded message:',
  'From: Ana <a@b.example>',
  'Sent: Monday, 24 November 2025',
  'To: Luis',
  'Subject: DNS',
  'Sent from my iPhone',
  'Enviado desde mi iPhone',
  '```',
  '* one',
  '- two',
  'On the other hand',
  'wrote:',
  '| cell',
  'a | b',
);
const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));
const element = fc.constantFrom(
  '<p>Hello</p>',
  '<div>Ana</div>',
  '<blockquote>q</blockquote>',
  '<div class="gmail_quote">',
  '</div>',
  '<br>',
  '<div class="gmail_attr">On 1/1/2025 x wrote:</div>',
  '<hr id="stopSpelling">',
  'From: a@b.example<br>To: c<br>',
  '<div class="gmail_signature">sig</div>',
  '-- <br>',
  '<blockquote>',
  '</blockquote>',
  '<script>',
  'x &amp; y',
);
const html = fc.array(element, { maxLength: 20 }).map((elements) => elements.join(''));

const plain = (value: string) => visibleReply({ text: value, html: null });

describe('the visible reply', () => {
  it('is its own visible reply', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(plain(plain(value))).toBe(plain(value));
      }),
      { numRuns: 3_000 },
    );
  });

  it('holds only lines of the text, in their order', () => {
    fc.assert(
      fc.property(text, (value) => {
        const source = value.split('\n').map((entry) => entry.trim());
        let at = 0;
        for (const entry of plain(value).split('\n')) {
          const found = source.indexOf(entry.trim(), at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + 1;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('is empty only if the text is', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(plain(value) === '').toBe(value.trim() === '');
      }),
      { numRuns: 2_000 },
    );
  });

  it('of HTML is its own visible reply as plain text', () => {
    fc.assert(
      fc.property(html, (value) => {
        const reply = visibleReply({ text: '', html: value });
        expect(plain(reply)).toBe(reply);
      }),
      { numRuns: 2_000 },
    );
  });
});
