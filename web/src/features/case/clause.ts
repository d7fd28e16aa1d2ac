import type { Messages } from '../../app/i18n/en/index.ts';

/** A clause by the name that the contract gives it: `NC-ii-2` is the second sentence of (ii) for non-critical issues. */
export function sayClause(clause: string, name: Messages['caseView']['clauseName']): string {
  const [kind, part = '', number = ''] = clause.split('-');
  return kind === 'C' || kind === 'NC' ? name(kind === 'C', part, number) : clause;
}
