import type { Blobs } from '../aws/blobs.ts';
import { MailRefused, type OutboundMail } from '../aws/outbound-mail.ts';
import type { Sendings } from '../aws/sendings.ts';
import { isReachable } from '../domain/case/erase.ts';
import { composeEntryMail } from './compose-entry-mail.ts';
import { recordMailReceipt } from './critical/mail-receipt.ts';
import type { Desk } from './desk.ts';

/**
 * For how long a claim without an outcome may still be under way. After it, SES has neither confirmed the
 * mail nor published its `Send` event, and the mail is sent again: the one window in which a mail could
 * go out twice, and then under the same own Message-ID in `References`.
 */
export const unsettledMilliseconds = 15 * 60_000;

export interface SendingDesk extends Desk {
  readonly sendings: Sendings;
  readonly outbound: OutboundMail;
  readonly attachments: Blobs;
  /** Where the dashboard is, without a slash at the end. */
  readonly webUrl: string;
}

export type SendOutcome =
  | { readonly outcome: 'sent' | 'sent-before' | 'no-mail' }
  /** SES will never take this mail: the refusal is on record. */
  | { readonly outcome: 'refused'; readonly refusal: string }
  /** Not now: try again later. */
  | { readonly outcome: 'later'; readonly because: 'throttled' | 'unsettled' };

/**
 * Sends the mail of one timeline entry once: claims it, hands it to SES, confirms it.
 *
 * @throws whatever leaves open whether SES took the mail; the claim stays and settles later
 */
export async function sendMail(
  desk: SendingDesk,
  place: { caseId: string; seq: number },
): Promise<SendOutcome> {
  const { entry, of } = await desk.cases.entryWithCase(place.caseId, place.seq);
  const mail = entry !== null && 'mail' in entry.data ? (entry.data.mail ?? null) : null;
  // Between the decision and now a person may have been erased.
  const [to = [], cc = []] = [mail?.to, mail?.cc].map((parties) => parties?.filter(isReachable));
  if (entry === null || of === null || mail === null || to.length === 0) return { outcome: 'no-mail' };

  const raw = await composeEntryMail(desk, { entry, mail: { ...mail, to, cc }, of });
  const now = desk.now();
  const staleBefore = new Date(Date.parse(now) - unsettledMilliseconds).toISOString();
  const claim = await desk.sendings.claim(place, { now, staleBefore });
  if (!claim.won) {
    if (claim.sending.state === 'claimed') return { outcome: 'later', because: 'unsettled' };
    const { state, sesMessageId: detail = null } = claim.sending;
    if (state === 'accepted') await recordMailReceipt(desk, { entry, mail, of }, { receipt: 'sent', detail });
    return { outcome: 'sent-before' };
  }
  const recipients = [...to, ...cc].map(({ address }) => address);
  try {
    const sesMessageId = await desk.outbound.send(raw, { from: desk.settings.supportAddress, recipients });
    await desk.sendings.accepted(place, { at: desk.now(), sesMessageId });
    await recordMailReceipt(desk, { entry, mail, of }, { receipt: 'sent', detail: sesMessageId });
    return { outcome: 'sent' };
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    await desk.sendings.refused(place, {
      refusal: error.code,
      final: !error.transient,
      attempt: claim.attempt,
    });
    if (error.transient) return { outcome: 'later', because: 'throttled' };
    await recordMailReceipt(desk, { entry, mail, of }, { receipt: 'failed', detail: error.code });
    return { outcome: 'refused', refusal: error.code };
  }
}
