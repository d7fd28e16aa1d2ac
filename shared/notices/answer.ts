import { type Block, link, list, paragraph, quote } from './blocks.ts';

/**
 * A person's answer as blocks: blank lines part paragraphs, and lines that begin with `>` are a quote.
 * The text part of the mail is rendered from these too, so nothing that was written may get lost here.
 */
export function answerBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let quoting = false;
  const flush = () => {
    if (lines.length > 0) blocks.push(quoting ? quote(lines.join('\n')) : paragraph(lines.join('\n')));
    lines = [];
  };
  for (const line of text.split('\n')) {
    const quotes = line.startsWith('>');
    const blank = line.trim() === '';
    if (blank || quotes !== quoting) flush();
    if (blank) continue;
    quoting = quotes;
    lines.push(quotes ? line.replace(/^> ?/, '') : line.trimEnd());
  }
  flush();
  return blocks;
}

/** Files that were too large to travel with the mail: their names, and where they wait. */
export function linkedFileBlocks(
  names: readonly string[],
  { intro, viewCase, caseUrl }: { intro: string; viewCase: string; caseUrl: string },
): Block[] {
  return names.length === 0 ? [] : [paragraph(intro), list(names), link(viewCase, caseUrl)];
}

/** Files that were announced with the message and never arrived: their names. */
export function missingFileBlocks(names: readonly string[], intro: string): Block[] {
  return names.length === 0 ? [] : [paragraph(intro), list(names)];
}
