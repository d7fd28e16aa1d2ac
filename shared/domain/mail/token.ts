/**
 * The Reply-To token: `support+48219355-<proof>@guardia.example`. The proof is an HMAC over the case and
 * the recipient, so that it can be neither guessed nor used by anybody else than the person it was mailed
 * to (FreeScout CVE-2026-47123). Local parts are compared without case and hold at most 64 characters.
 */

/** HMAC-SHA-256 of a text under the desk's secret, in lower-case hexadecimal; the caller brings it. */
export type Hmac = (text: string) => string;

/** 80 bits: out of reach of guessing by mail. */
const proofLength = 20;

export function replyToken(number: string, recipient: string, hmac: Hmac): string {
  return `${number}-${proof(number, recipient, hmac)}`;
}

/** `support@x.example` and a token make `support+token@x.example`. */
export function withToken(supportAddress: string, token: string): string {
  const at = supportAddress.lastIndexOf('@');
  return `${supportAddress.slice(0, at)}+${token}${supportAddress.slice(at)}`;
}

/** The case number and proof in an address of ours, or null: nothing is believed yet. */
export function readToken(address: string, supportAddress: string): { number: string; proof: string } | null {
  const at = supportAddress.lastIndexOf('@');
  const [local, domain] = [supportAddress.slice(0, at).toLowerCase(), supportAddress.slice(at).toLowerCase()];
  const lower = address.toLowerCase();
  if (!lower.startsWith(`${local}+`) || !lower.endsWith(domain)) return null;
  const match = /^(\d{8})-([0-9a-f]{20})$/.exec(lower.slice(local.length + 1, lower.length - domain.length));
  return match?.[1] !== undefined && match[2] !== undefined ? { number: match[1], proof: match[2] } : null;
}

/** Whether the token was made for this recipient on this case. */
export function tokenIsFor(
  token: { readonly number: string; readonly proof: string },
  recipient: string,
  hmac: Hmac,
): boolean {
  return equalInConstantTime(token.proof, proof(token.number, recipient, hmac));
}

function proof(number: string, recipient: string, hmac: Hmac): string {
  return hmac(`reply:${number}:${recipient.toLowerCase()}`).slice(0, proofLength);
}

/**
 * Our own Message-ID: `<case>.<seq>.<proof>@domain`. SES replaces the header, so it travels first in
 * `References`; a reply that names it names the case, once the proof holds.
 */
export function ownMessageId(caseId: string, seq: number, domain: string, hmac: Hmac): string {
  return `${caseId}.${seq}.${messageProof(caseId, seq, hmac)}@${domain}`;
}

/** The place that an own Message-ID names, or null if it is not ours or was made up. */
export function readOwnMessageId(
  messageId: string,
  domain: string,
  hmac: Hmac,
): { caseId: string; seq: number } | null {
  const match = /^([0-9A-Za-z_-]{1,40})\.(\d{1,7})\.([0-9a-f]{20})@(.+)$/.exec(messageId);
  const [, caseId, seqText, given, at] = match ?? [];
  if (caseId === undefined || seqText === undefined || given === undefined) return null;
  if (at?.toLowerCase() !== domain.toLowerCase()) return null;
  const seq = Number(seqText);
  return equalInConstantTime(given, messageProof(caseId, seq, hmac)) ? { caseId, seq } : null;
}

/** What the holder of a signed link may do, without signing in: a proof made for one purpose is none for another. */
export type LinkPurpose = keyof typeof linkDigits;
/** Hexadecimal digits of proof. A page's link is short, because it travels in a text message, and dies within a day. */
const linkDigits = { closure: 40, satisfaction: 40, escalation: 40, page: proofLength } as const;

interface LinkedPlace {
  readonly caseId: string;
  /** The entry that the link belongs to: the proposal it answers, the page it takes, the mail that asked. */
  readonly seq: number;
}

/** The last part of a signed link's address. */
export function linkToken(purpose: LinkPurpose, { caseId, seq }: LinkedPlace, hmac: Hmac): string {
  return `${caseId}.${seq}.${linkProof(purpose, { caseId, seq }, hmac)}`;
}

/** The place that a link belongs to, or null if nobody signed it for this purpose. */
export function readLinkToken(purpose: LinkPurpose, token: string, hmac: Hmac): LinkedPlace | null {
  const [, caseId, seqText, given] =
    /^([0-9A-Za-z_-]{1,40})\.(\d{1,7})\.([0-9a-f]{20,40})$/.exec(token) ?? [];
  if (caseId === undefined || seqText === undefined || given === undefined) return null;
  const place = { caseId, seq: Number(seqText) };
  return equalInConstantTime(given, linkProof(purpose, place, hmac)) ? place : null;
}

function linkProof(purpose: LinkPurpose, { caseId, seq }: LinkedPlace, hmac: Hmac): string {
  return hmac(`${purpose}:${caseId}:${seq}`).slice(0, linkDigits[purpose]);
}

function messageProof(caseId: string, seq: number, hmac: Hmac): string {
  return hmac(`message:${caseId}:${seq}`).slice(0, proofLength);
}

function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
