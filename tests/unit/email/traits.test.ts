import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyAutomatic, parseMessage } from '../../../shared/email/index.ts';
import { latin1 } from './raw-mail.ts';
import { rowsOf } from './tables.ts';

interface Expected {
  readonly subject?: string;
  /** Address of the first sender in lower case. */
  readonly from?: string | null;
  readonly fromName?: string;
  /** Each stands in the text. */
  readonly body?: readonly string[];
  /** How many files, and their names. */
  readonly n?: number;
  readonly names?: readonly string[];
}

const messages = readFileSync(new URL('../../fixtures/mail/traits/messages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): { because: string; raw: string; expected: Expected } => JSON.parse(line));

const reasonOf = async (mail = '') => classifyAutomatic(await parseMessage(Buffer.from(mail)));

describe('mail as programs really write it is read', () => {
  it.each(messages)('$because', async ({ raw, expected }) => {
    const { subject, from, text, attachments } = await parseMessage(latin1(raw));

    const address = from?.address.toLowerCase() ?? null;
    expect({
      ...expected,
      ...('subject' in expected ? { subject: subject.trim() } : {}),
      ...('from' in expected ? { from: address } : {}),
      ...('fromName' in expected ? { fromName: from?.name } : {}),
      ...('n' in expected ? { n: attachments.length } : {}),
      ...('names' in expected ? { names: attachments.map(({ name }) => name) } : {}),
    }).toEqual(expected);
    for (const words of expected.body ?? []) expect(text).toContain(words);
  });
});

describe('who wrote it', () => {
  it.each(rowsOf('traits/people.tsv'))('is a person: %s', async (_because, mail) => {
    expect(await reasonOf(mail)).toBeNull();
  });

  it.each(rowsOf('traits/machines.tsv'))('is a machine: %s', async (_because, mail, reason) => {
    const found = await reasonOf(mail);
    if (reason === '') expect(found).not.toBeNull();
    else expect(found).toBe(reason);
  });
});
