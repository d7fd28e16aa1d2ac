import type { AnswerBudget } from '../../aws/answer-budget.ts';
import type { Marker, Place } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import { actorOf, type Principal } from '../../domain/access/principal.ts';
import type { Contact } from '../../domain/account/account.ts';
import type { Case } from '../../domain/case/case.ts';
import type { TimelineEntry } from '../../domain/case/events.ts';
import { automaticMessage, decideReceive, refuseOnClosed } from '../../domain/case/message.ts';
import { decideDiscard, decideJoin, decideRelease } from '../../domain/case/quarantine.ts';
import type { Party } from '../../domain/case/vocabulary.ts';
import { answersADay } from '../../domain/mail/answers.ts';
import { Conflict, NotFound } from '../../errors/index.ts';
import { acknowledgement } from '../acknowledgement.ts';
import { intakeActor } from '../actors.ts';
import { changeTwoCases } from '../change-case.ts';
import { command, readCase } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { refusal } from '../join-by-mail.ts';
import type { OwnerRule } from '../owner-rule.ts';
import { pinnedTerms, termsOf } from '../terms-of.ts';

interface Asked {
  readonly principal: Principal;
  readonly caseId: string;
}

/**
 * Believes a mail that waited: it becomes a case of the account, its clocks start, and only now its sender
 * gets the acknowledgement.
 */
export async function releaseIntoAccount(
  desk: Desk & { readonly owners: OwnerRule; readonly answers: AnswerBudget },
  { principal, caseId, accountId, contactId }: Asked & { accountId: string; contactId: string | undefined },
): Promise<Case> {
  const account = await desk.directory.account(accountId);
  if (account === null) throw new NotFound('account', accountId);
  const contact = contactId === undefined ? null : await desk.directory.contact(accountId, contactId);
  if (contactId !== undefined && contact === null) throw new NotFound('contact', contactId);
  const terms = await termsOf(desk, accountId);
  const ownerOf = await desk.owners.prepare();
  const waiting = await readCase(desk, principal, caseId);
  const message = await messageOf(desk, waiting.caseId);
  const mayAnswer =
    waiting.status === 'quarantined' && message?.data.asksAnswer === true
      ? await takeAnswer(desk, requesterOf(waiting, contact))
      : false;
  const markers = () => threadMarkers(message, { caseId: waiting.caseId, seq: 2 });
  const { after } = await command(desk, { principal, caseId, markers }, async (current, { now, actor }) => {
    const requester = requesterOf(current, contact);
    const released = [
      ...decideRelease(
        current,
        { accountId, calendarId: account.calendarId, requester },
        { now, actor, terms },
      ),
      ...ownerOf({ ...current, status: 'new' }),
    ];
    if (!mayAnswer || message === null) return released;
    const of = { ...current, requester, language: contact?.language ?? current.language };
    // One answer: the note on files that were not kept says as well that the message came.
    const refused = refusal(of, { ...message.data, from: requester }, now);
    if (refused.length > 0) return [...released, ...refused];
    const mail = acknowledgement({
      subject: current.subject,
      requester,
      language: contact?.language ?? current.language,
      messageId: message.data.messageId,
      timeZone: contact?.timeZone ?? account.timeZone,
      now,
      terms,
    });
    return [...released, automaticMessage(mail, { now, actor: intakeActor })];
  });
  return after;
}

/** Somebody vouches for the mail, not for every other that comes from its sender: one answer a day. */
async function takeAnswer(
  desk: Pick<Desk, 'now'> & { readonly answers: AnswerBudget },
  { address }: Party,
): Promise<boolean> {
  return address !== '' && (await desk.answers.take(address, desk.now(), answersADay.anybody));
}

/**
 * Believes a mail that waited, as part of a case that exists: that one takes the message in, and the two
 * change in one write.
 *
 * @returns the case that the message joined
 */
export async function releaseIntoCase(
  desk: Desk,
  { principal, caseId, into: target }: Asked & { into: string },
): Promise<Case> {
  const waiting = await readCase(desk, principal, caseId);
  const into = await readCase(desk, principal, target);
  const message = await messageOf(desk, waiting.caseId);
  if (message === null) throw new Conflict('nothing-to-join', 'There is no message in it to join.');
  const terms = await pinnedTerms(desk, into);
  const [, after] = await changeTwoCases(desk, {
    caseIds: [waiting.caseId, into.caseId],
    decide: async (left, right) => {
      refuseOnClosed(right);
      const now = desk.now();
      return [
        decideJoin(left, right, { now, actor: actorOf(principal) }),
        decideReceive(right, message.data, { now, terms, actor: message.actor }),
      ];
    },
  });
  for (const marker of threadMarkers(message, { caseId: into.caseId, seq: after.version })) {
    await desk.cases.remember(marker);
  }
  return after;
}

/** A mail that somebody vouches for leads the replies to it to its case; one in quarantine leads nobody. */
function threadMarkers(message: TimelineEntry<'message.received'> | null, place: Place): Marker[] {
  const messageId = message?.data.messageId ?? null;
  return messageId === null ? [] : [{ key: keys.thread(messageId, place.caseId), place }];
}

/** Nobody needs it: it stays on record, closed, and its sender hears nothing. */
export async function discardQuarantined(
  desk: Desk,
  { principal, caseId, reason }: Asked & { reason: string },
): Promise<Case> {
  const { after } = await command(desk, { principal, caseId }, (current, context) =>
    decideDiscard(current, { reason }, context),
  );
  return after;
}

/** The mail that opened the case is its second entry. */
async function messageOf(desk: Desk, caseId: string): Promise<TimelineEntry<'message.received'> | null> {
  const entry = await desk.cases.entry(caseId, 2);
  return entry?.type === 'message.received' ? entry : null;
}

/** The sender as the contact that somebody knows them to be; written to at an address of the contact's own. */
function requesterOf({ requester }: Case, contact: Contact | null): Party {
  if (contact === null) return requester;
  const usable = contact.addresses.filter(({ verified, undeliverable }) => verified && !undeliverable);
  const wrote = usable.find(({ address }) => address === requester.address.toLowerCase());
  const { address } = wrote ?? usable[0] ?? requester;
  return { address, name: contact.name, contactId: contact.contactId };
}
