import { keys } from '../aws/keys.ts';
import type { MailSweep, MailSweeps } from '../aws/mail-sweeps.ts';
import type { RawMailListing, StoredMail } from '../aws/raw-mail-listing.ts';
import type { StoredMailQueue } from '../aws/stored-mail-queue.ts';
import type { Desk } from './desk.ts';
import { isMail } from './reconcile-mail.ts';

export interface SweepingDesk {
  readonly cases: Pick<Desk['cases'], 'place'>;
  readonly now: () => string;
  readonly sweeps: MailSweeps;
  readonly listing: RawMailListing;
  readonly stored: StoredMailQueue;
}

const hour = 60 * 60 * 1000;
/** A mail is found in the first round after it came, and in two more, should the first have failed. */
const oldest = 72 * hour;
/** Until then S3's own event, with its five looks of five minutes, may be on its way. */
const youngest = hour;
/** Pages of a thousand in one run: a night of six runs looks at three million mails. */
const pagesOfRun = 500;
const looksAtOnce = 25;

/**
 * Looks at all raw mails once a day, whether S3 told of them or not, and has those of the last three days
 * that have no place in any timeline looked after as if they had just been stored. What one run does not
 * get through, the next one goes on with; found twice, a mail is looked after twice, which changes nothing.
 *
 * @returns the keys of those mails
 */
export async function sweepMail(desk: SweepingDesk, pages = pagesOfRun): Promise<readonly string[]> {
  const now = desk.now();
  const day = now.slice(0, 10);
  const before = await desk.sweeps.read();
  if (before?.done && before.day === day) return [];
  let sweep: MailSweep | null = before;
  // A round that took more than a day is gone on with under its own day.
  let after = before === null || before.done ? null : before.after;
  const roundDay = before === null || before.done ? day : before.day;
  const forgotten: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    const { mails, last } = await desk.listing.page(after);
    const found = await withoutPlace(desk, mails.filter(isDue(Date.parse(now))));
    for (const key of found) await desk.stored.announce(key);
    forgotten.push(...found);
    after = mails.at(-1)?.key ?? after;
    const next = { day: roundDay, after, done: last };
    if (!(await desk.sweeps.advance(sweep, next)) || last) return forgotten;
    sweep = next;
  }
  return forgotten;
}

function isDue(now: number): (mail: StoredMail) => boolean {
  return ({ key, storedAt }) => isMail(key) && storedAt >= now - oldest && storedAt <= now - youngest;
}

async function withoutPlace(
  { cases }: Pick<SweepingDesk, 'cases'>,
  mails: readonly StoredMail[],
): Promise<readonly string[]> {
  const lost: string[] = [];
  for (let first = 0; first < mails.length; first += looksAtOnce) {
    const some = mails.slice(first, first + looksAtOnce);
    const places = await Promise.all(some.map(({ key }) => cases.place(keys.raw(key))));
    lost.push(...some.filter((_, index) => places[index] === null).map(({ key }) => key));
  }
  return lost;
}
