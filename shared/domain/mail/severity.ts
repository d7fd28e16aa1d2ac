const words = '(?:critical|cr[ií]tic[oa]|sev(?:erity|eridad)?[ -]?1)';
const bracketed = new RegExp(`^\\s*\\[\\s*${words}\\s*\\]`, 'iu');
const prefixed = new RegExp(`^\\s*${words}\\s*[:–—-]`, 'iu');

/** Subjects are looked at no further than this. */
const begins = 100;

/**
 * Whether a subject declares a critical issue: it begins with `[CRITICAL]`, `CRÍTICO:`, `Sev1 -` or the like.
 * The same word further on does not: what wakes people at night is said on purpose.
 */
export function saysCritical(subject: string): boolean {
  const start = subject.normalize('NFC').slice(0, begins);
  return bracketed.test(start) || prefixed.test(start);
}
