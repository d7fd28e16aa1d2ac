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
  const add = async (caseId: string, by: Claim['by'], isForSender: (of: Case) => boolean) => {
    if (claims.some((claim) => claim.caseId === caseId)) return;
    const found = await caseThatGoesOn(desk, caseId);
    if (found === null || found.status === 'quarantined') return;
    claims.push({
      caseId: found.caseId,
      accountId: found.accountId,
      by,
      madeForSender: isForSender(found),
      senderIsParty: from !== null && isParty(found, from, owner),
    });
  };

  for (const recipient of recipients) {
    const token = readToken(recipient, desk.settings.supportAddress);
    if (token === null) continue;
    const caseId = await desk.cases.caseIdOfNumber(token.number);
    if (caseId === null) continue;
    const of = await desk.cases.read(caseId);
    const genuine = of?.parties.some(({ address }) => tokenIsFor(token, address, desk.hmac)) ?? false;
    if (genuine) await add(caseId, 'proof', () => from !== null && tokenIsFor(token, from, desk.hmac));
  }

  const mailDomain = domainOf(desk.settings.supportAddress) ?? '';
  for (const id of idsOf(parsed)) {
    const own = readOwnMessageId(id, mailDomain, desk.hmac);
    if (own !== null) {
      await add(own.caseId, 'proof', (of) => from !== null && isParty(of, from, owner));
      continue;
    }
    const sesId = sesIdOf(id);
    const places = await desk.cases.placesOfMessage(sesId === null ? id : `ses:${sesId}`);
    for (const place of places) await add(place.caseId, 'reference', () => false);
  }
  return claims;
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
      return sesId === null ? [] : await desk.cases.placesOfMessage(`ses:${sesId}`);
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
