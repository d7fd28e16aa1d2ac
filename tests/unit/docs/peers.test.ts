import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/peers.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| \S.*`tests\//.test(line))
  .map((line) => {
    const [, report = '', , test = ''] = line.split('|').map((cell) => cell.trim());
    return { report, test: test.replaceAll('`', '') };
  });

describe('the list of what went wrong elsewhere', () => {
  it('names each report once', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map(({ report }) => report)).size).toBe(rows.length);
  });

  it.each(rows)('$report is named by a test in $test', ({ report, test }) => {
    const source = readFileSync(test, 'utf8');
    // Not a line of a comment: a title, a `because`, or a value of a table.
    const lines = source.split('\n').filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line));

    expect(lines.filter((line) => line.includes(report))).not.toEqual([]);
  });
});
