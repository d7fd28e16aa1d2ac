import { readFileSync } from 'node:fs';

/** The rows of a table in `tests/fixtures/mail`, without its head; `\n`, `\r`, `\t` and `\\` in a cell are escapes. */
export function rowsOf(file: string): string[][] {
  const text = readFileSync(new URL(`../../fixtures/mail/${file}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t').map(unescaped));
}

const characters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

function unescaped(cell: string): string {
  return cell.replace(/\\([nrt\\])/g, (_, character: string) => characters[character] ?? '');
}
