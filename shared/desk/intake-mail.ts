import { AlreadyDone, type Mark, type Marker, type Place } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { Case } from '../domain/case/case.ts';
import type { CaseEvents } from '../domain/case/events.ts';
import type { Verdicts } from '../domain/case/mail.ts';
import { answersADayFor, isVerifiedContact } from '../domain/mail/answers.ts';
import { decideIntake, type IntakeDecision, mayReport } from '../domain/mail/intake.ts';
import {
  classifyAutomatic,
  type ParsedMessage,
  parseMessage,
  readBounces,
  soleSender,
} from '../email/index.ts';
import { changeCase } from './change-case.ts';
import { drawPin, pinMarker } from './critical/declaration.ts';
import type { MailDesk } from './desk.ts';
import { callsItCritical, comesTooLate, decideMailOnCase } from './join-by-mail.ts';
import { caseThatGoesOn, claimsOf } from './mail-claims.ts';
import { fingerprintOf, messageOf, storeAttachments } from './mail-message.ts';
import { openFromMail } from './open-from-mail.ts';
import { placeBounces } from './place-bounces.ts';
import { heldCopy, retireCopy } from './quarantine/held-copy.ts';

/** A mail as SES handed it over: where its bytes are, and what SES found. Nothing in here is the sender's word. */
export interface InboundMail {
  readonly rawKey: string;
  readonly envelopeFrom: string;
  /** The envelope's recipients: where the tokens are, even in a blind copy. */
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
}

export type IntakeOutcome =
  | {
      readonly outcome: 'opened' | 'joined' | 'quarantined' | 'duplicate';
      readonly place: Place;
      readonly because: string;
    }
  | { readonly outcome: 'ignored'; readonly because: string };

/**
 * Takes one mail in, however often it is delivered: it opens a case, joins one, waits in quarantine, or is
 * ignored with a reason. The raw bytes stay in the bucket whatever happens.
 *
 * @throws Error when the raw mail is not there (yet): deliver again
 */
export async function intakeMail(desk: MailDesk, inbound: InboundMail): Promise<IntakeOutcome> {
  const handled = await desk.cases.place(keys.raw(inbound.rawKey));
  const waiting = handled === null ? null : await heldCopy(desk, handled);
  if (handled !== null && waiting?.status !== 'quarantined')
    return { outcome: 'duplicate', place: handled, because: 'this very object was handled before' };
  const raw = await desk.rawMail.read(inbound.rawKey);
  if (raw === null) throw new Error(`There is no raw mail at ${inbound.rawKey}.`);

  const parsed = await parseMessage(raw);
  const automatic = classifyAutomatic(parsed);
  const rawMarks = handled === null ? [{ key: keys.raw(inbound.rawKey) }] : [];
  if (automatic === 'bounce' && mayReport(inbound.verdicts)) {
    const report = await placeBounces(desk, {
      recipients: inbound.recipients,
      bounces: readBounces(parsed),
      marks: rawMarks,
    });
    if (report !== null) {
      if (report.known || waiting !== null)
        await goOnFrom(desk, { inbound, copy: waiting, place: report.place });
      return report.known
        ? known(report.place)
        : { outcome: 'joined', place: report.place, because: 'a mail of this case bounced' };
    }
  }

  const facts = await factsOf(desk, inbound, parsed);
  const decision = decideIntake({ ...facts, automatic });
  const message = await messageOf(parsed, { rawKey: inbound.rawKey, verdicts: inbound.verdicts, automatic });
  const seen = seenAs(parsed);
  const other = isHeld(decision) ? seen.believed : seen.held;
  const twin = handled ?? (seen.for === null ? await desk.cases.place(other) : null);
  const copy = twin === null || isHeld(decision) ? null : await heldCopy(desk, twin);
  if (twin !== null && copy === null) {
    await desk.cases.remember({ key: keys.raw(inbound.rawKey), place: twin });
    return known(twin);
  }
  const key = isHeld(decision) ? seen.held : seen.believed;
  const marks = [{ key, ...(seen.for === null ? {} : fading(desk.now(), seen.for)) }, ...rawMarks];
  try {
    const outcome = await carryOut(desk, { inbound, parsed, decision, message, marks, owner: facts.owner });
    if (copy !== null && 'place' in outcome) await goOnFrom(desk, { inbound, copy, place: outcome.place });
    return outcome;
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    await goOnFrom(desk, { inbound, copy, place: error.place });
    return known(error.place);
  }
}

/** The keys under which a message is known: one for what the desk believes, one for what it keeps from itself. */
function seenAs(parsed: ParsedMessage) {
  const fingerprint = fingerprintOf(parsed);
  const messageId = parsed.messageId ?? `none.${fingerprint}`;
  return {
    believed: keys.message(messageId, fingerprint),
    held: keys.held(messageId, fingerprint),
    /** For how many seconds; null is for good. */
    for: parsed.messageId === null && parsed.date === null ? namelessSeconds : null,
  };
}

/**
 * Without Message-ID and Date nothing tells the second delivery of a mail from a second mail: what comes within
 * this time is a delivery, and an alert that says the same later is an alert.
 */
const namelessSeconds = 15 * 60;

function fading(now: string, seconds: number) {
  const at = Math.floor(Date.parse(now) / 1000);
  return { expiresAt: at + seconds, forgottenBefore: at };
}

const known = (place: Place): IntakeOutcome => ({
  outcome: 'duplicate',
  place,
  because: 'the same message was handled before',
});

const isHeld = ({ kind }: IntakeDecision): boolean => kind === 'quarantine';

/** From now on the object is known where its message is, and a copy that waited is done with. */
async function goOnFrom(
  desk: MailDesk,
  { inbound, copy, place }: { inbound: InboundMail; copy: Case | null; place: Place },
): Promise<void> {
  await desk.cases.remember({ key: keys.raw(inbound.rawKey), place });
  if (copy !== null) await retireCopy(desk, copy, place);
}

type Opening = Extract<IntakeDecision, { kind: 'open' | 'quarantine' }>;

interface Carried {
  readonly inbound: InboundMail;
  readonly parsed: ParsedMessage;
  readonly decision: IntakeDecision;
  readonly message: CaseEvents['message.received'];
  /** What is remembered with the message, so that it is taken in once. */
  readonly marks: readonly Mark[];
  readonly owner: Awaited<ReturnType<typeof factsOf>>['owner'];
}

async function carryOut(desk: MailDesk, carried: Carried): Promise<IntakeOutcome> {
  const { inbound, parsed, decision, message, marks, owner } = carried;
  const markers = (caseId: string, seq: number): Marker[] =>
    marks.map((mark) => ({ ...mark, place: { caseId, seq } }));
  const open = async (opening: Opening, follows: Case | null): Promise<IntakeOutcome> => {
    const threads = opening.kind === 'open' ? threadOf(parsed) : [];
    const marked = (caseId: string): Marker[] => [
      ...markers(caseId, 2),
      ...threads.map((id) => ({ key: keys.thread(id, caseId), place: { caseId, seq: 2 } })),
    ];
    const mayAnswer = opening.kind === 'open' && (await takeAnswer(desk, carried));
    const result = await openFromMail(desk, {
      decision: opening,
      message,
      owner,
      parsed,
      follows,
      mayAnswer,
      markers: marked,
    });
    if ('existing' in result) throw new AlreadyDone(result.existing);
    const outcome = opening.kind === 'open' ? 'opened' : 'quarantined';
    return { outcome, place: { caseId: result.opened.caseId, seq: 2 }, because: opening.because };
  };
  switch (decision.kind) {
    case 'ignore':
      await desk.cases.remember({ key: keys.raw(inbound.rawKey), place: { caseId: 'ignored', seq: 0 } });
      return { outcome: 'ignored', because: decision.because };
    case 'join': {
      const { because, believed } = decision;
      await storeAttachments(desk, parsed, inbound.rawKey);
      // It may have been merged away since its claims were read.
      const target = await caseThatGoesOn(desk, decision.caseId);
      const caseId = target?.caseId ?? decision.caseId;
      if (believed && target?.accountId != null && (await comesTooLate(desk, target))) {
        return await open({ kind: 'open', accountId: target.accountId, because }, target);
      }
      const tells = message.refusedAttachments.length > 0 && isVerifiedContact(owner);
      const mayAnswer = tells && (await takeAnswer(desk, carried));
      const pin = drawPin();
      const change = await changeCase(desk, {
        caseId,
        decide: (current) =>
          decideMailOnCase(desk, current, { message, owner, believed, thread: parsed, mayAnswer, pin }),
        markers: (seq) => [
          ...markers(caseId, seq),
          ...(believed && callsItCritical(message) ? [pinMarker(pin, caseId)] : []),
        ],
      });
      return { outcome: 'joined', place: { caseId, seq: change?.after.version ?? 0 }, because };
    }
    case 'open':
    case 'quarantine':
      if (decision.kind === 'open') await storeAttachments(desk, parsed, inbound.rawKey);
      return await open(decision, null);
  }
}

/** Takes the answer that a person's mail is about to get out of the day's budget; a machine is never answered. */
async function takeAnswer(
  desk: MailDesk,
  { inbound, message: { asksAnswer, from }, owner }: Carried,
): Promise<boolean> {
  if (!asksAnswer || from.address === '') return false;
  return await desk.answers.take(from.address, desk.now(), answersADayFor(owner, inbound.verdicts));
}

/**
 * The mails that this one goes on from: its thread's first, and the one that it answers. Another answer to
 * either belongs to the same case, though the desk never saw them (zammad#5716).
 */
function threadOf({ references, inReplyTo }: ParsedMessage): string[] {
  const ids = [references[0], inReplyTo[0] ?? references.at(-1)];
  return [...new Set(ids.flatMap((id) => id ?? []))];
}

/** Asked only where DMARC did not decide: most mail never needs the list of public suffixes, which is heavy. */
async function isSpfAligned(from: string | null, { envelopeFrom, verdicts }: InboundMail): Promise<boolean> {
  if (from === null || verdicts.dmarc === 'PASS' || verdicts.spf !== 'PASS') return false;
  const { sameOrganisation } = await import('../domain/mail/organisation.ts');
  return sameOrganisation(from, envelopeFrom);
}

async function factsOf(desk: MailDesk, inbound: InboundMail, parsed: ParsedMessage) {
  const from = soleSender(parsed);
  const owner = from === null ? null : await desk.directory.addressOwner(from);
  const domain = from === null ? null : from.slice(from.lastIndexOf('@') + 1);
  const domainAccountId =
    owner !== null || domain === null || domain === '' ? null : await desk.directory.accountOfDomain(domain);
  const claims = await claimsOf(desk, { recipients: inbound.recipients, parsed, from, owner });
  const { supportAddress } = desk.settings;
  return {
    from,
    spfAligned: await isSpfAligned(from, inbound),
    supportAddress,
    verdicts: inbound.verdicts,
    owner,
    domainAccountId,
    claims,
  };
}
