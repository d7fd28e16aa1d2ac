/** One figure. A bar that a smaller value meets says so by `smaller`. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: number | null;
  readonly smaller?: boolean;
}

export const isMet = ({ value, bar, smaller }: BenchRow): boolean | null =>
  bar === null ? null : smaller === true ? value <= bar : value >= bar;

/** Fails the process that printed these rows once a bar is missed, so that whoever runs it unattended is told. */
export function enforceBars(rows: readonly BenchRow[]): void {
  if (rows.some((row) => isMet(row) === false)) process.exitCode = 1;
}

/** The value below which a share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
