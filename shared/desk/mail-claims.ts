import { keys } from '../aws/keys.ts';
import type { AddressOwner } from '../domain/account/account.ts';
import type { Case } from '../domain/case/case.ts';
import type { Claim } from '../domain/mail/intake.ts';
import { readOwnMessageId, readToken, tokenIsFor } from '../domain/mail/token.ts';
import { domainOf, type ParsedMessage, sesIdOf } from '../email/index.ts';
import type { Desk } from './desk.ts';

/** How many ids of a thread are looked up: the newest name the case, a forged list of thousands costs nothing. */
const referencesRead = 8;

interface Asking {
  readonly recipients: readonly string[];
  readonly parsed: Pick<ParsedMessage, 'inReplyTo' | 'references'>;
  readonly from: string | null;
  readonly owner: AddressOwner | null;
}

/**
 * The cases that a mail claims to belong to, strongest first: by token, by our own Message-ID, by SES's,
 * then by any other message of a thread. The subject is never asked.
 */
export async function claimsOf(desk: Desk, { recipients, parsed, from, owner }: Asking): Promise<Claim[]> {
  const claims: Claim[] = [];
  const add = async (caseId: string, by: Claim['by'], madeForSender = false) => {
    if (claims.some((claim) => claim.caseId === caseId)) return;
    const found = await caseThatGoesOn(desk, caseId);
    if (found === null || found.status === 'quarantined') return;
    claims.push({
      caseId: found.caseId,
      accountId: found.accountId,
      by,
      madeForSender,
      senderIsParty: from !== null && isParty(found, from, owner),
      closed: found.status === 'closed',
    });
  };

  for (const { of, isFor } of await casesOfTokens(desk, recipients)) {
    await add(of.caseId, 'proof', from !== null && isFor(from));
  }

  const mailDomain = domainOf(desk.settings.supportAddress) ?? '';
  for (const id of idsOf(parsed)) {
    const own = readOwnMessageId(id, mailDomain, desk.hmac);
    if (own !== null) {
      await add(own.caseId, 'proof');
      continue;
    }
    const sesId = sesIdOf(id);
    const sent = sesId === null ? null : await desk.cases.place(keys.sesId(sesId));
    const places = sesId === null ? await desk.cases.placesOfMessage(id) : sent === null ? [] : [sent];
    for (const place of places) await add(place.caseId, 'reference');
  }
  return claims;
}

/** The cases whose genuine tokens a mail was sent to, and for whom each was made. */
export async function casesOfTokens(
  desk: Desk,
  recipients: readonly string[],
): Promise<{ readonly of: Case; readonly isFor: (address: string) => boolean }[]> {
  const found = [];
  for (const recipient of recipients) {
    const token = readToken(recipient, desk.settings.supportAddress);
    const caseId = token === null ? null : await desk.cases.caseIdOfNumber(token.number);
    const of = caseId === null ? null : await desk.cases.read(caseId);
    if (token === null || of === null) continue;
    const isFor = (address: string) => tokenIsFor(token, address, desk.hmac);
    if (of.parties.some(({ address }) => isFor(address))) found.push({ of, isFor });
  }
  return found;
}

/**
 * The place of the newest mail of a case that a mail goes on from, or null if it names none: whoever answers an old
 * mail has not read what came after it.
 */
export async function newestMailNamed(
  desk: Pick<Desk, 'cases' | 'settings' | 'hmac'>,
  parsed: Asking['parsed'],
  caseId: string,
): Promise<number | null> {
  const mailDomain = domainOf(desk.settings.supportAddress) ?? '';
  const named = await Promise.all(
    idsOf(parsed).map(async (id) => {
      const own = readOwnMessageId(id, mailDomain, desk.hmac);
      const sesId = sesIdOf(id);
      if (own !== null) return [own];
      const sent = sesId === null ? null : await desk.cases.place(keys.sesId(sesId));
      return sent === null ? [] : [sent];
    }),
  );
  // The root of a thread, place 0, is in every mail of the case and tells none from another.
  const places = named.flat().filter((place) => place.caseId === caseId && place.seq > 0);
  return places.length === 0 ? null : Math.max(...places.map(({ seq }) => seq));
}

/** The newest ids of the thread first. */
const idsOf = ({ inReplyTo, references }: Asking['parsed']): string[] =>
  [...new Set([...inReplyTo, ...[...references].reverse()])].slice(0, referencesRead);

const hopsFollowed = 5;

/**
 * The case that stands today: a reply to a merged case follows it (zammad#983), and one to a case that was
 * closed for good goes where the first late reply went (glpi#24760).
 */
export async function caseThatGoesOn(desk: Pick<Desk, 'cases'>, caseId: string): Promise<Case | null> {
  let current = await desk.cases.read(caseId);
  for (let hops = 0; current !== null && hops < hopsFollowed; hops++) {
    const next = current.mergedInto?.caseId ?? (current.status === 'closed' ? current.followedBy : null);
    if (next == null) break;
    current = await desk.cases.read(next);
  }
  return current;
}

function isParty(of: Case, address: string, owner: AddressOwner | null): boolean {
  return of.parties.some(
    (party) =>
      party.address.toLowerCase() === address.toLowerCase() ||
      (owner?.kind === 'contact' && party.contactId === owner.id),
  );
}
