import { AlreadyDone } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import type { Case } from '../../domain/case/case.ts';
import { type PageReceipt, receiptEntries } from '../../domain/case/critical/page.ts';
import type { TimelineEntry } from '../../domain/case/events.ts';
import type { OutgoingMail } from '../../domain/case/mail.ts';
import { sesActor } from '../actors.ts';
import { changeCase } from '../change-case.ts';
import type { DecidingDesk } from '../desk.ts';

type Word = Pick<PageReceipt, 'receipt' | 'detail'>;

/**
 * Puts SES's word about the mail of a page on the timeline: `sent` once SES has taken it, `failed` once it is
 * refused or has bounced. Told again it is one receipt; any other mail has none.
 *
 * @param of the mail's case, where the caller has just read it
 */
export async function recordMailReceipt(
  desk: Pick<DecidingDesk, 'cases' | 'now'>,
  { entry, mail, of }: { readonly entry: TimelineEntry; readonly mail: OutgoingMail; readonly of?: Case },
  { receipt, detail }: Word,
): Promise<void> {
  const { pageKey, personId } = mail.variables;
  if (pageKey === undefined || personId === undefined) return;
  const { caseId, seq } = entry;
  const told = { pageKey, personId, channel: 'mail', receipt, detail };
  try {
    await changeCase(desk, {
      caseId,
      ...(of && { read: of }),
      markers: () => [{ key: keys.done(`page:${receipt}:${entry.id}`), place: { caseId, seq } }],
      decide: (current) => receiptEntries(current, [told], { now: desk.now(), actor: sesActor }),
    });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
}
