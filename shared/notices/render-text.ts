import type { Block, Letter } from './blocks.ts';

/** The text part of a mail. Lines are as long as their paragraphs: mail programs wrap them. */
export function renderText({ blocks, footer }: Letter): string {
  const body = blocks.map(blockText).join('\n\n');
  // "-- " begins a signature (RFC 3676, 4.3): a reply's quote of it is grey or gone.
  return `${body}\n\n-- \n${footer.join('\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.text;
    case 'quote':
      return quoted(block.text);
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'link':
      return `${block.label}:\n${block.url}`;
  }
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
