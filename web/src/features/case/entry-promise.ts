import type { Entry } from './entry.ts';

/** What an entry promises to the customer, and by when. */
export interface EntryPromise {
  readonly kind: 'answer' | 'callback';
  readonly by: string;
}

/** The promise that an entry makes; a critical case promises a call back instead of an answer, once it can be made. */
export function promiseOf({ type, data }: Entry): EntryPromise | null {
  if (type === 'vital-information.recorded') return { kind: 'callback', by: data.callbackDueAt };
  if (type !== 'case.opened' || data.severity === 'critical') return null;
  const by = data.deadlines?.['first-response'] ?? null;
  return by === null ? null : { kind: 'answer', by };
}
