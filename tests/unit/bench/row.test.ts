import { afterEach, expect, it } from 'vitest';
import { enforceBars } from '../../bench/row.ts';

const before = process.exitCode;
afterEach(() => {
  process.exitCode = before;
});
const row = (value: number, bar: number | null, smaller = false) => ({
  what: 'a figure',
  value,
  unit: 's',
  bar,
  smaller,
});

it.each([
  { rows: [row(9, 10)], code: 1, because: 'a bar is missed' },
  { rows: [row(11, 10, true)], code: 1, because: 'a bar that smaller values meet is missed' },
  { rows: [row(10, 10), row(10, 10, true)], code: before, because: 'every bar is met' },
  { rows: [row(0, null)], code: before, because: 'there is no bar' },
])('a bench ends with $code where $because', ({ rows, code }) => {
  enforceBars(rows);
  expect(process.exitCode).toBe(code);
});
