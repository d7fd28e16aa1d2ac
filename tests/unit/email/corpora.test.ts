import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ExplainedKind,
  type Explanation,
  explainMail,
} from '../../../shared/email/explain/explain-mail.ts';

const root = new URL('../../../../shared/corpora/', import.meta.url);
const present = existsSync(root);
type Row = Readonly<Record<string, string>>;

function rowsOf(folder: string): Row[] {
  const [head = '', ...lines] = readFileSync(new URL(`${folder}/MANIFEST.tsv`, root), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, unescaped(cells[index] ?? '')]));
  });
}

function unescaped(cell: string): string {
  const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return cell.replace(/\\([tnr\\])/g, (_, letter: string) => escapes[letter] ?? letter);
}

const squash = (text: string, joint = ' ') => text.replace(/[\s\u00a0\u200b\ufeff]+/g, joint).trim();
const list = (cell: string | undefined): string[] => (cell ? JSON.parse(cell) : []);

interface Expected {
  readonly status?: string;
  readonly hard?: boolean;
}

/** The cells of a row that upstream states, and which of them we read otherwise. */
function differences(folder: string, row: Row, seen: Explanation): string[] {
  const text = squash(seen.text);
  const names = seen.attachments.map(({ name }) => squash(name));
  const wanted = list(row.attachment_names).filter((name) => !/^(?:attach|noname)\d+$/.test(name));
  const extra = row.extra ? JSON.parse(row.extra) : {};
  const bounces: Expected[] = row.dsn && row.is_bounce === 'true' ? JSON.parse(row.dsn) : [];
  const original = extra.derived?.original_message_id;
  const checks: [string, boolean][] = [
    ['subject', !row.subject || squash(seen.subject) === squash(row.subject)],
    ['from', !row.from || seen.from?.address.toLowerCase() === row.from.toLowerCase()],
    ['body', list(row.body_contains).every((piece) => text.includes(squash(piece)))],
    ['attachments', !row.attachments || names.length === Number(row.attachments)],
    ['attachment names', wanted.every((name) => names.includes(squash(name)))],
    ['bounce', !row.is_bounce || (seen.automatic === 'bounce') === (row.is_bounce === 'true')],
    ['automatic', !row.is_auto || (seen.automatic !== null) === (row.is_auto === 'true')],
    ['status', bounces.every(({ status }, index) => !status || seen.bounces[index]?.status === status)],
    [
      'permanent',
      bounces.every(({ hard }, index) => hard === undefined || seen.bounces[index]?.permanent === hard),
    ],
    [
      'original id',
      !(original && bounces.length > 0) ||
        seen.bounces.some(({ originalMessageId }) => originalMessageId === original),
    ],
    ['reply', replyMatches(folder, row, seen, extra.alt_replies ?? [])],
    ['references', !extra.references || JSON.stringify(seen.references) === JSON.stringify(extra.references)],
  ];
  return checks.filter(([, right]) => !right).map(([cell]) => cell);
}

function replyMatches(folder: string, row: Row, seen: Explanation, alternatives: string[]): boolean {
  if (!row.reply_file) return true;
  const joint = row.reply_match === 'nospace' ? '' : ' ';
  const reply = squash(seen.reply, joint);
  const wanted = squash(readFileSync(new URL(`${folder}/${row.reply_file}`, root), 'utf8'), joint);
  if (row.reply_match === 'prefix')
    return reply.startsWith(wanted) && reply.length < squash(seen.text).length;
  return reply === wanted || alternatives.some((alternative) => squash(alternative, joint) === reply);
}

describe('real mail of other projects', () => {
  if (!present)
    it('is compared with its upstream where ../shared/corpora is', ({ skip }) =>
      skip('there is no ../shared/corpora here'));
  const folders = present ? ['parse', 'reply', 'bounce', 'auto'] : [];
  const rows = folders.flatMap((folder) =>
    rowsOf(folder).map((row) => [`${folder}/${row.file}`, folder, row] as const),
  );

  it.each(rows)('reads as its upstream says: %s', (path, folder, row) => {
    const raw = readFileSync(new URL(path, root));
    expect(
      differences(folder, row, explainMail({ file: path, kind: row.kind as ExplainedKind, raw })),
    ).toEqual([]);
  });
});
