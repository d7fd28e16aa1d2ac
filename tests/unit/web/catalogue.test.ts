import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { messages as en } from '../../../web/src/app/i18n/en/index.ts';
import { messages as es } from '../../../web/src/app/i18n/es/index.ts';

const src = resolve(import.meta.dirname, '../../../web/src');
const components = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.tsx'),
);

/** Attributes whose text people see or hear. */
const seen = new Set([
  'label',
  'title',
  'placeholder',
  'description',
  'alt',
  'aria-label',
  'lead',
  'submit',
  'hint',
  'legend',
  'error',
]);
const isWord = (text: string): boolean => /\p{L}{2,}/u.test(text);

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: { readonly name?: unknown };
  readonly expression?: Node;
  readonly consequent?: Node;
  readonly alternate?: Node;
  readonly right?: Node;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}
const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === 'object' && 'type' in value;

/** Every node of a syntax tree. */
function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

/** The text that a node would put before people's eyes or ears, if it does. */
function textOf(node: Node): string {
  if (node.type === 'JSXText') return String(node.value).trim();
  if (node.type === 'JSXAttribute' && seen.has(String(node.name?.name)) && isNode(node.value)) {
    return node.value.type === 'Literal' ? String(node.value.value) : '';
  }
  return node.type === 'JSXExpressionContainer' ? outcomesOf(node.expression).join(' ').trim() : '';
}

/** Several words, or one that begins a sentence: neither a value of the domain nor an address. */
const isSaid = (text: string): boolean => /\p{L}\s+\p{L}|^\p{Lu}\p{Ll}/u.test(text);

/** The texts that an expression in braces can come to. */
function outcomesOf(of: Node | undefined): string[] {
  switch (of?.type) {
    case 'Literal':
      return typeof of.value === 'string' && isSaid(of.value) ? [of.value] : [];
    case 'ConditionalExpression':
      return [...outcomesOf(of.consequent), ...outcomesOf(of.alternate)];
    case 'LogicalExpression':
      return outcomesOf(of.right);
    case 'TemplateLiteral':
      return (of.quasis ?? []).map(({ value }) => value.raw).filter(isSaid);
    default:
      return [];
  }
}

/** Texts in a component that people would see, and that no catalogue has. */
function strayTexts(file: string): string[] {
  const { program } = parseSync(file, readFileSync(join(src, file), 'utf8'));
  return [...nodesOf(program)].map(textOf).filter(isWord);
}

type Leaf = readonly [path: string, value: unknown];
function leaves(of: unknown, path = ''): Leaf[] {
  if (of === null || typeof of !== 'object') return [[path, of]];
  return Object.entries(of).flatMap(([name, value]) => leaves(value, `${path}.${name}`));
}
const said = (value: unknown): string =>
  typeof value === 'function' ? String(value('1', '2', '3')) : String(value);

describe('the catalogue', () => {
  it.each(components)('has every visible text of %s', (file) => {
    expect(strayTexts(file)).toEqual([]);
  });

  it('has the same keys in both languages, and no text is empty', () => {
    expect(
      leaves(es)
        .map(([path]) => path)
        .sort(),
    ).toEqual(
      leaves(en)
        .map(([path]) => path)
        .sort(),
    );
    for (const [path, value] of [...leaves(en), ...leaves(es)]) expect(said(value).trim(), path).not.toBe('');
  });

  it('is translated: what both languages say alike is a name or an abbreviation', () => {
    const spanish = new Map(leaves(es));
    const alike = leaves(en)
      .filter(([path, value]) => said(value) === said(spanish.get(path)) && isWord(said(value)))
      .map(([path]) => path);
    expect(alike.sort()).toMatchInlineSnapshot(`
      [
        ".app.languages.en",
        ".app.languages.es",
        ".app.name",
        ".channel.api",
        ".entry.system",
        ".keyboard.escapeKey",
        ".nav.webhooks",
        ".peoplePage.channelKind.sms",
        ".time.minutes",
        ".trust.checks",
        ".webhooksPage.title",
      ]
    `);
  });

  it('is used: no text is left that no page shows', () => {
    const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('app/i18n/'))
      .map((file) => readFileSync(join(src, file), 'utf8'));
    const unused = Object.entries(en).flatMap(([section, texts]) => {
      if (lookedUp.has(section)) return [];
      const users = code.filter((text) => new RegExp(`\\b${section}\\b`).test(text)).join('\n');
      return Object.keys(texts)
        .filter((key) => !new RegExp(`\\.${key}\\b|'${key}'`).test(users))
        .map((key) => `${section}.${key}`);
    });
    // The words of digits are handed over whole.
    expect(unused).toEqual(['hotline.digits', 'hotline.plus']);
  });
});

/** Sections that are looked up by a value of the domain, not by a name in the code. */
const lookedUp = new Set([
  'noticeMail',
  'problem',
  'status',
  'severity',
  'category',
  'categoryHint',
  'channel',
  'deadline',
  'quarantineReason',
  'delivery',
  'verdict',
  'languageName',
  'stage',
  'outcome',
  'receipt',
  'roles',
]);
