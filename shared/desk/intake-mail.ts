import { AlreadyDone, type Marker, type Place } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { Case } from '../domain/case/case.ts';
import type { CaseEvents } from '../domain/case/events.ts';
import type { Verdicts } from '../domain/case/mail.ts';
import { decideIntake, type IntakeDecision } from '../domain/mail/intake.ts';
import { classifyAutomatic, type ParsedMessage, parseMessage, readBounces } from '../email/index.ts';
import { changeCase } from './change-case.ts';
import type { MailDesk } from './desk.ts';
import { comesTooLate, decideMailOnCase } from './join-by-mail.ts';
import { caseThatGoesOn, claimsOf } from './mail-claims.ts';
import { fingerprintOf, messageOf, storeAttachments } from './mail-message.ts';
import { openFromMail } from './open-from-mail.ts';
import { placeBounces } from './place-bounces.ts';

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
  if (handled !== null)
    return { outcome: 'duplicate', place: handled, because: 'this very object was handled before' };
  const raw = await desk.rawMail.read(inbound.rawKey);
  if (raw === null) throw new Error(`There is no raw mail at ${inbound.rawKey}.`);

  const parsed = await parseMessage(raw);
  const automatic = classifyAutomatic(parsed);
  if (automatic === 'bounce') {
    const place = await placeBounces(desk, { rawKey: inbound.rawKey, bounces: readBounces(parsed) });
    if (place !== null) return { outcome: 'joined', place, because: 'a mail of this case bounced' };
  }

  const facts = await factsOf(desk, inbound, parsed);
  const decision = decideIntake({ ...facts, automatic });
  const message = await messageOf(parsed, { rawKey: inbound.rawKey, verdicts: inbound.verdicts, automatic });
  const fingerprint = fingerprintOf(parsed);
  try {
    return await carryOut(desk, { inbound, parsed, decision, message, fingerprint, owner: facts.owner });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    await desk.cases.remember({ key: keys.raw(inbound.rawKey), place: error.place });
    return { outcome: 'duplicate', place: error.place, because: 'the same message was handled before' };
  }
}

type Opening = Extract<IntakeDecision, { kind: 'open' | 'quarantine' }>;

interface Carried {
  readonly inbound: InboundMail;
  readonly parsed: ParsedMessage;
  readonly decision: IntakeDecision;
  readonly message: CaseEvents['message.received'];
  readonly fingerprint: string;
  readonly owner: Awaited<ReturnType<typeof factsOf>>['owner'];
}

async function carryOut(desk: MailDesk, carried: Carried): Promise<IntakeOutcome> {
  const { inbound, parsed, decision, message, fingerprint, owner } = carried;
  const markers = (caseId: string, seq: number): Marker[] => [
    { key: keys.message(parsed.messageId ?? `none.${fingerprint}`, fingerprint), place: { caseId, seq } },
    { key: keys.raw(inbound.rawKey), place: { caseId, seq } },
  ];
  const open = async (opening: Opening, follows: Case | null): Promise<IntakeOutcome> => {
    const threads = opening.kind === 'open' ? threadOf(parsed) : [];
    const marked = (caseId: string): Marker[] => [
      ...markers(caseId, 2),
      ...threads.map((id) => ({ key: keys.thread(id, caseId), place: { caseId, seq: 2 } })),
    ];
    const mayAnswer = opening.kind === 'open' && (await takeAnswer(desk, message));
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
      const { because } = decision;
      await storeAttachments(desk, parsed);
      // It may have been merged away since its claims were read.
      const target = await caseThatGoesOn(desk, decision.caseId);
      const caseId = target?.caseId ?? decision.caseId;
      if (target?.accountId != null && (await comesTooLate(desk, target))) {
        return await open({ kind: 'open', accountId: target.accountId, because }, target);
      }
      const mayAnswer = message.refusedAttachments.length > 0 && (await takeAnswer(desk, message));
      const change = await changeCase(desk, {
        caseId,
        decide: (current) => decideMailOnCase(desk, current, { message, owner, thread: parsed, mayAnswer }),
        markers: (seq) => markers(caseId, seq),
      });
      return { outcome: 'joined', place: { caseId, seq: change?.after.version ?? 0 }, because };
    }
    case 'open':
    case 'quarantine':
      if (decision.kind === 'open') await storeAttachments(desk, parsed);
      return await open(decision, null);
  }
}

/** Takes the answer that a person's mail is about to get out of the day's budget; a machine is never answered. */
async function takeAnswer(
  desk: MailDesk,
  { asksAnswer, from }: CaseEvents['message.received'],
): Promise<boolean> {
  return asksAnswer && from.address !== '' && (await desk.answers.take(from.address, desk.now()));
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
  const from = parsed.fromAll.length === 1 ? (parsed.from?.address ?? null) : null;
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
