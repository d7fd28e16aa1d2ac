import type { ParsedMessage } from './types.ts';

/** The one address that a message says it is from, or null: of two senders SES vouches for neither. */
export function soleSender({ from, fromAll }: Pick<ParsedMessage, 'from' | 'fromAll'>): string | null {
  return fromAll.length === 1 ? (from?.address ?? null) : null;
}
