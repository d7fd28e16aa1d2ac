import { keys } from '../aws/keys.ts';
import type { RawMailBox } from '../aws/raw-mail-box.ts';
import type { Desk } from './desk.ts';

/** A mail younger than this may still be under way to its case. */
const settlingMilliseconds = 5 * 60_000;
/** A mail older than this has been looked at by many sweeps: it is left to the dead-letter queue's alarm. */
const watchedMilliseconds = 60 * 60_000;
/** Hands a mail in again once; found again after that, it is reported. */
const retriesBeforeReport = 1;

export interface Reconciliation {
  readonly seen: number;
  readonly retried: readonly string[];
  /** Found without a timeline entry for the second time: somebody must look. */
  readonly lost: readonly string[];
}

/**
 * Compares the raw mails in the bucket with what became of them: one without a place in any timeline is
 * handed in again, and reported when that did not help.
 */
export async function reconcileMail(
  desk: Pick<Desk, 'cases' | 'now'> & { readonly box: RawMailBox },
): Promise<Reconciliation> {
  const now = Date.parse(desk.now());
  const retried: string[] = [];
  const lost: string[] = [];
  let seen = 0;
  for await (const mail of desk.box.storedBetween(now - watchedMilliseconds, now - settlingMilliseconds)) {
    seen += 1;
    if ((await desk.cases.place(keys.raw(mail.key))) !== null) continue;
    const attempts = await desk.box.countAttempt(mail.key, Math.floor(now / 1000) + 7 * 24 * 60 * 60);
    if (attempts > retriesBeforeReport) lost.push(mail.key);
    await desk.box.handInAgain(mail.key);
    retried.push(mail.key);
  }
  return { seen, retried, lost };
}
