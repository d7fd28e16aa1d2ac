import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyAutomatic, parseMessage, readBounces } from '../../../shared/email/index.ts';

const folder = new URL('../../fixtures/mail/reports/', import.meta.url);
const rows = readFileSync(new URL('expected.tsv', folder), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [file = '', reason = '', recipients = ''] = line.split('\t');
    return { file, reason, recipients };
  });

/**
 * Delivery reports as some sixty mail servers word and lay them out, written by us from their forms. A row of
 * expected.tsv says of each: whom it did not reach, the enhanced status if it names one, and whether the
 * address is dead.
 */
describe('a delivery report is understood', () => {
  it('has an expectation for every file', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
    expect(rows.map(({ file }) => `${file}.eml`).sort()).toEqual(files.sort());
  });

  it.each(rows)('of $file: $recipients', async ({ file, reason, recipients }) => {
    const message = await parseMessage(readFileSync(new URL(`${file}.eml`, folder)));
    const said = readBounces(message)
      .map(
        ({ recipient, status, permanent }) => `${recipient} ${status ?? '-'} ${permanent ? 'dead' : 'alive'}`,
      )
      .join(', ');

    expect(classifyAutomatic(message)).toBe(reason);
    if (reason === 'bounce') expect(said).toBe(recipients);
  });
});
