import { describe, expect, it } from 'vitest';
import { visibleReply } from '../../../shared/email/index.ts';
import { rowsOf } from './tables.ts';

const replyIn = (text: string) => visibleReply({ text, html: null });
const earlier = 'Hello Luis,\n\nthe earlier text\n\nAna\n';

/** What mail programs put around an answer, in their own words: our collection, one trait a row. */
describe('the answer is what is left without', () => {
  it.each(rowsOf('replies/attributions.tsv'))('the attribution of %s', (_client, line) => {
    expect(replyIn(`That works.\n\n${line}\n\n> Hello\n> second line\n`)).toBe('That works.');
    expect(replyIn(`That works.\n\n${line}\n\n${earlier}`)).toBe('That works.');
  });

  it.each(rowsOf('replies/original-headers.tsv'))('the header over the original (%s)', (_language, lines) => {
    expect(replyIn(`That works.\nSee you.\n\n${lines}\n\n${earlier}`)).toBe('That works.\nSee you.');
  });

  it.each(rowsOf('replies/device-lines.tsv'))('the line of a device: %s', (line) => {
    expect(replyIn(`That works.\n\n${line}\n`)).toBe('That works.');
  });

  it.each(rowsOf('replies/html-containers.tsv'))(
    'the quote in the HTML of %s',
    (_client, html = '', reply) => {
      expect(visibleReply({ text: '', html })).toBe(reply);
    },
  );
});

describe('text is told from what looks like it', () => {
  it.each(rowsOf('replies/texts.tsv'))('%s', (_because, text = '', reply) => {
    expect(replyIn(text)).toBe(reply);
  });
});

describe('a mail that answers nothing is shown with all it quotes', () => {
  it.each(rowsOf('replies/first-mails.tsv'))('%s', (_because, text = '') => {
    const mail = { text, html: null, inReplyTo: [], references: [] };
    expect(visibleReply({ ...mail, subject: 'Mail to Gmail' })).toBe(text);
    expect(visibleReply({ ...mail, subject: 'Re: Mail to Gmail' })).not.toBe(text);
  });
});
