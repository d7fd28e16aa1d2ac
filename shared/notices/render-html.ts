import type { Block, Letter } from './blocks.ts';
import { safeUrl, splitAtLinks } from './links.ts';
import { dark, light, type Palette } from './palette.ts';

/**
 * The HTML part of a mail: one column that reads the same without its style, nothing loaded from
 * anywhere, every value escaped.
 */
export function renderHtml({ language, title, blocks, footer }: Letter): string {
  const lang = escapeHtml(language);
  return [
    '<!doctype html>',
    `<html lang="${lang}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    // Webmail drops <html> and <body>: the language has to be said again on what stays.
    `<div class="mail" lang="${lang}">`,
    ...blocks.map(blockHtml),
    `<p class="footer">${footer.map(lineHtml).join('<br>')}</p>`,
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h1>${escapeHtml(block.text)}</h1>`;
    case 'paragraph':
      return `<p dir="auto">${linesHtml(block.text)}</p>`;
    case 'quote':
      return `<blockquote dir="auto">${linesHtml(block.text)}</blockquote>`;
    case 'facts':
      return `<dl>${block.facts.map(({ label, value }) => factHtml(label, value)).join('')}</dl>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li dir="auto">${linesHtml(item)}</li>`).join('')}</ul>`;
    case 'link':
      return linkHtml(block.label, block.url);
  }
}

function factHtml(label: string, value: string): string {
  return `<dt>${escapeHtml(label)}</dt><dd dir="auto">${linesHtml(value)}</dd>`;
}

function linkHtml(label: string, url: string): string {
  const href = safeUrl(url);
  if (href === null) return `<p>${escapeHtml(label)}: ${escapeHtml(url)}</p>`;
  return `<p><a class="button" href="${escapeHtml(href)}">${escapeHtml(label)}</a></p>`;
}

function linesHtml(text: string): string {
  return text.split('\n').map(lineHtml).join('<br>\n');
}

function lineHtml(line: string): string {
  return splitAtLinks(line)
    .map(({ text, url }) =>
      url === null ? spaced(text) : `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`,
    )
    .join('');
}

/** Indentation and columns survive: HTML would draw many spaces as one. */
function spaced(text: string): string {
  return escapeHtml(text).replace(/ {2}/g, '\u00a0 ').replace(/^ /, '\u00a0');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const colours = ({ ground, text, quiet, link, rule, button, onButton }: Palette): string =>
  [
    `body,.mail{background:${ground};color:${text}}`,
    `.mail a{color:${link}}`,
    `.mail a.button{background:${button};color:${onButton}}`,
    `.mail blockquote{border-color:${rule}}`,
    `.mail dt,.mail .footer{color:${quiet}}`,
    `.mail .footer{border-color:${rule}}`,
  ].join('');

const style = [
  ':root{color-scheme:light dark}',
  'body{margin:0;padding:0}',
  '.mail{max-width:38em;margin:0 auto;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:anywhere}',
  '.mail h1{font-size:20px;line-height:1.3;margin:0 0 16px}',
  '.mail p,.mail dl,.mail ul,.mail blockquote{margin:0 0 16px}',
  '.mail dt{font-size:14px}',
  '.mail dd{margin:0 0 8px}',
  '.mail blockquote{padding:0 0 0 12px;border-left:4px solid}',
  '.mail a.button{display:inline-block;padding:10px 18px;border-radius:6px;font-weight:600;text-decoration:none}',
  '.mail .footer{margin-top:32px;padding-top:12px;border-top:1px solid;font-size:14px}',
  colours(light),
  `@media (prefers-color-scheme:dark){${colours(dark)}}`,
].join('');
