import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ExplainedKind, explainMail } from './explain-mail.ts';

const USAGE = 'Usage: npm run --silent explain-mail -- [--kind message|body-text|body-html] FILE...';
const KINDS: readonly ExplainedKind[] = ['message', 'body-text', 'body-html'];

/** Prints one JSON line a file, and says on the error stream which files it could not read. */
async function main(): Promise<number> {
  const { kind, positionals } = readArguments();
  if (kind === undefined || positionals.length === 0) {
    console.error(USAGE);
    return 2;
  }
  let unread = 0;
  for (const file of positionals) {
    try {
      console.log(JSON.stringify(explainMail({ file, kind, raw: await readFile(file) })));
    } catch (error) {
      unread++;
      console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return unread === 0 ? 0 : 1;
}

function readArguments(): { kind: ExplainedKind | undefined; positionals: readonly string[] } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { kind: { type: 'string', default: 'message' } },
  });
  return { kind: KINDS.find((known) => known === values.kind), positionals };
}

process.exitCode = await main();
