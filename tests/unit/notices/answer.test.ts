import { expect, it } from 'vitest';
import { renderMail } from '../../../shared/notices/index.ts';
import { settings } from './samples.ts';

const variables = { number: '48219355', caseUrl: 'https://desk.acme.example/cases/1' };
const answer = (text: string, more: Record<string, string> = {}) =>
  renderMail({ notice: null, language: 'es', variables: { ...variables, ...more } }, text, settings);
const bodyOf = (html: string) =>
  html.slice(html.indexOf('<div class="mail"') + 1, html.indexOf('<p class="footer">'));

it('sends what a person wrote as it is, with the case number in small print', () => {
  const written = 'Hola, Ana:\n\nPruebe con:\n  relay = on\n\n> ¿Sigue igual?\nYa no.\n\nMarta';
  expect(answer(written).text).toBe(
    `${written.replace('igual?\nYa', 'igual?\n\nYa')}\n\n-- \nAcme Mail Desk · Caso 4821-9355\nhttps://desk.acme.example\n`,
  );
});

it.each([
  { text: 'uno\ndos', html: '<p dir="auto">uno<br>\ndos</p>', because: 'line breaks are kept' },
  {
    text: 'uno\n\ndos',
    html: '<p dir="auto">uno</p>\n<p dir="auto">dos</p>',
    because: 'a blank line parts paragraphs',
  },
  { text: '  a  b', html: '<p dir="auto">\u00a0 a\u00a0 b</p>', because: 'indentation is kept' },
  {
    text: '> antes\n> aún',
    html: '<blockquote dir="auto">antes<br>\naún</blockquote>',
    because: 'a quote is one',
  },
  { text: 'a < b && c', html: '<p dir="auto">a &lt; b &amp;&amp; c</p>', because: 'text is not mark-up' },
  {
    text: 'Vea https://x.example/a?b=1&c=(2).',
    html: '<p dir="auto">Vea <a href="https://x.example/a?b=1&amp;c=(2)">https://x.example/a?b=1&amp;c=(2)</a>.</p>',
    because: 'a full stop ends the sentence, not the address',
  },
  {
    text: '(https://x.example/a)',
    html: '<p dir="auto">(<a href="https://x.example/a">https://x.example/a</a>)</p>',
    because: 'a bracket that the address did not open is not part of it',
  },
  {
    text: 'ftp://x.example javascript:alert(1)',
    html: '<p dir="auto">ftp://x.example javascript:alert(1)</p>',
    because: 'only web pages are linked',
  },
])('writes $text in HTML so that $because', ({ text, html }) => {
  expect(bodyOf(answer(text).html)).toContain(html);
});

it('names the files that were too large for the mail, and where they wait', () => {
  const { text, html } = answer('Adjunto.', { linkedFiles: 'registro.zip\ncopia.pdf' });
  expect(text).toContain('- registro.zip\n- copia.pdf\n\nVer el caso:\nhttps://desk.acme.example/cases/1');
  expect(html).toContain('<li dir="auto">registro.zip</li>');
});

it('names the files that were announced and never arrived', () => {
  const { text, html } = answer('Adjunto.', { missingFiles: 'registro.zip' });
  expect(text).toContain('no llegaron a subirse:\n\n- registro.zip');
  expect(html).toContain('<li dir="auto">registro.zip</li>');
});

it('needs no case: without a number the small print names the desk alone', () => {
  const { text } = renderMail({ notice: null, language: 'en', variables: {} }, 'Hello', settings);
  expect(text).toBe('Hello\n\n-- \nAcme Mail Desk\nhttps://desk.acme.example\n');
});

it('says by when the customer hears more, in their time', () => {
  const { text } = answer('Seguimos.', {
    nextUpdateAt: '2026-11-25T09:00:00.000Z',
    timeZone: 'Europe/Madrid',
  });
  expect(text).toMatch(/^Seguimos\.\n\nVolverá a tener noticias nuestras antes del .*10:00/);
});
