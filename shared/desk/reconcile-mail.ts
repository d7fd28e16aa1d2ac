import { keys } from '../aws/keys.ts';
import type { RawMailBox } from '../aws/raw-mail-box.ts';
import type { Desk } from './desk.ts';

/** SES writes this object by itself whenever the receipt rule is made or changed: nobody wrote it. */
const setup = 'AMAZON_SES_SETUP_NOTIFICATION';

/** Whether an object of the raw mails' bucket is a mail that somebody sent. */
export const isMail = (key: string): boolean => !key.endsWith(setup);

/**
 * Looks what became of a mail some minutes after it was stored. One without a place in any timeline is
 * handed in again; found so for the second time, somebody must look.
 *
 * @param look how many times this mail has been looked at, this time included
 */
export async function reconcileMail(
  desk: { readonly cases: Pick<Desk['cases'], 'place'>; readonly box: RawMailBox },
  { key, look }: { readonly key: string; readonly look: number },
): Promise<'placed' | 'handed-in-again' | 'lost'> {
  if (!isMail(key) || (await desk.cases.place(keys.raw(key))) !== null) return 'placed';
  await desk.box.handInAgain(key);
  return look > 1 ? 'lost' : 'handed-in-again';
}
