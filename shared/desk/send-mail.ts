import type { Blobs } from '../aws/blobs.ts';
import { MailRefused, type OutboundMail } from '../aws/outbound-mail.ts';
import type { Sendings } from '../aws/sendings.ts';
import { type Case, formatNumber } from '../domain/case/case.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import type { AttachmentRef, OutgoingMail } from '../domain/case/mail.ts';
import { closureToken, ownMessageId, replyToken, withToken } from '../domain/mail/token.ts';
import { composeMail } from '../email/compose.ts';
import { domainOf } from '../email/index.ts';
import { noticeSubject, renderMail, taggedSubject } from '../notices/index.ts';
import type { Desk } from './desk.ts';
import { attachmentKey } from './mail-message.ts';

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
  const [entry, of] = await Promise.all([
    desk.cases.entry(place.caseId, place.seq),
    desk.cases.read(place.caseId),
  ]);
  const mail = entry !== null && 'mail' in entry.data ? (entry.data.mail ?? null) : null;
  if (entry === null || of === null || mail === null) return { outcome: 'no-mail' };

  const now = desk.now();
  const staleBefore = new Date(Date.parse(now) - unsettledMilliseconds).toISOString();
  const claim = await desk.sendings.claim(place, { now, staleBefore });
  if (!claim.won) {
    if (claim.sending.state === 'claimed') return { outcome: 'later', because: 'unsettled' };
    return { outcome: 'sent-before' };
  }
  const recipients = [...mail.to, ...mail.cc].map(({ address }) => address);
  const raw = await compose(desk, { entry, mail, of });
  try {
    const sesMessageId = await desk.outbound.send(raw, { from: desk.settings.supportAddress, recipients });
    await desk.sendings.accepted(place, { at: desk.now(), sesMessageId });
    return { outcome: 'sent' };
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    await desk.sendings.refused(place, {
      refusal: error.code,
      final: !error.transient,
      attempt: claim.attempt,
    });
    return error.transient
      ? { outcome: 'later', because: 'throttled' }
      : { outcome: 'refused', refusal: error.code };
  }
}

async function compose(
  desk: SendingDesk,
  { entry, mail, of }: { entry: TimelineEntry; mail: OutgoingMail; of: Case },
): Promise<Uint8Array> {
  const { deskName, supportAddress } = desk.settings;
  const variables = {
    ...mail.variables,
    number: of.number,
    subject: mail.subject,
    deskName,
    caseUrl: `${desk.webUrl}/cases/${entry.caseId}`,
    ...closureLinks(desk, of),
  };
  const body = 'text' in entry.data && typeof entry.data.text === 'string' ? entry.data.text : '';
  const { text, html } = renderMail({ ...mail, variables }, body, { deskName, webUrl: desk.webUrl });
  const subject = mail.notice === null ? mail.subject : noticeSubject(mail.notice, mail.language, variables);
  const [first] = mail.to;
  const token = replyToken(of.number, first?.address ?? '', desk.hmac);
  const files = 'attachments' in entry.data ? entry.data.attachments : [];
  return await composeMail({
    mail: { ...mail, subject: taggedSubject(subject, formatNumber(of.number)) },
    text,
    html,
    from: { name: deskName, address: supportAddress },
    replyTo: { name: deskName, address: withToken(supportAddress, token) },
    messageId: ownMessageId(entry.caseId, entry.seq, domainOf(supportAddress) ?? '', desk.hmac),
    date: entry.at,
    attachments: await Promise.all((files as AttachmentRef[]).map((file) => load(desk, file))),
  });
}

/** Where the customer answers the open proposal with one click, without signing in. */
function closureLinks({ webUrl, hmac }: SendingDesk, of: Case): Record<string, string> {
  if (of.closureProposal === null) return {};
  const url = `${webUrl}/closures/${closureToken(of.caseId, of.closureProposal.seq, hmac)}`;
  return { agreeUrl: `${url}?answer=agree`, declineUrl: `${url}?answer=decline` };
}

async function load({ attachments }: SendingDesk, file: AttachmentRef) {
  const content = await attachments.read(attachmentKey(file.hash));
  if (content === null) throw new Error(`The attachment ${file.hash} is not in the bucket.`);
  return { ...file, content };
}
