import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ExplainedKind, type Explanation, explainMail } from './explain-mail.ts';

const USAGE = 'Usage: npm run --silent explain-mail -- [--why] [--kind message|body-text|body-html] FILE...';
const HELP = `${USAGE}

Says what Guardia reads in each mail and what intake would do with it, as one JSON line a file.
SES's verdicts, the contacts and the cases are not looked at: they are the deployment's.

  --why             a few words for a reader instead of JSON
  --kind message    FILE is a raw message as it came in, such as the .eml of a case (default)
  --kind body-text  FILE is a text body, decoded already, in UTF-8
  --kind body-html  FILE is an HTML body, decoded already, in UTF-8

Exit code: 0, 1 when a file could not be read, 2 when it was called wrongly.`;
const KINDS: readonly ExplainedKind[] = ['message', 'body-text', 'body-html'];

interface Order {
  readonly kind: ExplainedKind;
  readonly why: boolean;
  readonly files: readonly string[];
}

/** Prints what there is to say of each file, and on the error stream which files it could not read. */
async function main(): Promise<number> {
  const order = readOrder();
  if (typeof order === 'number') return order;
  let unread = 0;
  for (const file of order.files) {
    try {
      const explanation = explainMail({ file, kind: order.kind, raw: await readFile(file) });
      console.log(order.why ? inWords(explanation) : JSON.stringify(explanation));
    } catch (error) {
      unread++;
      console.error(`${file}: ${whyUnread(error)}`);
    }
  }
  return unread === 0 ? 0 : 1;
}

/** What was asked for, or the exit code once the answer is given. */
function readOrder(): Order | number {
  const wrong = (message: string): number => {
    console.error(`${message}\n${USAGE}\n--help says more.`);
    return 2;
  };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        kind: { type: 'string', default: 'message' },
        why: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const kind = KINDS.find((known) => known === values.kind);
    if (kind === undefined) return wrong(`There is no kind "${values.kind}".`);
    if (positionals.length === 0) return wrong('Name at least one file.');
    return { kind, why: values.why, files: positionals };
  } catch (error) {
    return wrong(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

function whyUnread(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder: name the files in it';
  if (code === 'EACCES') return 'you may not read this file';
  return error instanceof Error ? error.message : String(error);
}

/** What `--why` prints: everything that decides, one fact a line. */
function inWords({
  file,
  subject,
  from,
  automatic,
  bounces,
  attachments,
  problems,
  intake,
  reply,
}: Explanation) {
  const lines = [
    `${file}`,
    ...(intake === null
      ? []
      : [
          `  from      ${from?.address ?? 'nobody that can be read'}`,
          `  subject   ${subject === '' ? '(none)' : subject}`,
          `  written   ${automatic === null ? 'by a person' : `by a machine: ${automatic}`}`,
        ]),
    ...bounces.map(
      ({ recipient, status, action, permanent, diagnostic }) =>
        `  ${action.padEnd(9)} ${recipient} ${status ?? ''} ${permanent ? '(the address is dead)' : ''} ${diagnostic.slice(0, 120)}`,
    ),
    ...attachments.map(
      ({ name, contentType, size }) => `  file      ${name} (${contentType}, ${size} bytes)`,
    ),
    `  new text  ${reply.replace(/\s+/g, ' ').slice(0, 160)}`,
    ...problems.map((problem) => `  problem   ${problem}`),
    ...(intake === null ? [] : [`  intake    ${intake.decision}: ${intake.because}`]),
  ];
  // A terminal obeys control characters, and a stranger wrote these lines.
  return lines.map((line) => line.replace(/\p{Cc}+/gu, ' ').trimEnd()).join('\n');
}

process.exitCode = await main();
