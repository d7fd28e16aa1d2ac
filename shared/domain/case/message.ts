import { Conflict, Stale } from '../../errors/index.ts';
import { type Case, formatNumber } from './case.ts';
import type { CaseEvents, NewEntry } from './events.ts';
import type { AttachmentRef, OutgoingMail } from './mail.ts';
import { customerSpokeDeadlines, deskSpokeDeadlines, type Terms } from './terms.ts';
import type { Actor } from './vocabulary.ts';

interface Context {
  readonly now: string;
  readonly actor: Actor;
  readonly terms: Terms;
}

/**
 * A message of the customer's side on a case they are a party of. Restarts the clocks that waited for
 * them; a machine's mail is kept and moves nothing (znuny#138).
 */
export function decideReceive(
  of: Case,
  message: CaseEvents['message.received'],
  { now, actor, terms }: Context,
): NewEntry[] {
  const deadlines = message.asksAnswer ? customerSpokeDeadlines(now, terms, of.deadlines) : undefined;
  const data = deadlines === undefined ? message : { ...message, deadlines };
  return [{ type: 'message.received', at: now, actor, visibility: 'public', data }];
}

export interface Answer {
  readonly text: string;
  readonly mail: OutgoingMail;
  readonly attachments: readonly AttachmentRef[];
  readonly nextUpdateAt: string | null;
  readonly waitingOnCustomer: boolean;
  /** The newest customer message the author had seen when the draft was begun; null skips the check. */
  readonly seenCustomerSeq: number | null;
}

/**
 * An answer of the desk to the customer, by mail and on the timeline. The contract has *an* agent answer
 * (non-critical, ii: «Un agente de Atención al Cliente responderá»), so a colleague who helps out keeps what is
 * promised to the customer; the entry says that it was not the owner, whose silence goes on.
 */
export function decideAnswer(of: Case, answer: Answer, { now, actor, terms }: Context): NewEntry[] {
  refuseOnClosed(of);
  refuseInQuarantine(of);
  if (answer.seenCustomerSeq !== null && answer.seenCustomerSeq < of.lastCustomerSeq) {
    throw new Stale(
      'newer-customer-message',
      'The customer wrote since you began this answer: read it, then send.',
    );
  }
  const { nextUpdateAt, waitingOnCustomer } = answer;
  // Whoever proposed to close waits for the other, whatever is added to it.
  const waits = of.closureProposal === null ? waitingOnCustomer : of.closureProposal.by === 'desk';
  // Who answers a case without an owner takes it (post-message.ts).
  const byOwner = of.ownerId === null || of.ownerId === actor.id;
  const word = {
    waitingOnCustomer: waits,
    nextUpdateAt,
    byOwner,
    answersEscalation: answersEscalation(of, actor),
  };
  const deadlines = deskSpokeDeadlines(now, terms, word, of.deadlines);
  // A critical issue has its own rhythm of news, which both parties agreed.
  const promised = of.severity === 'critical' ? nextUpdateAt : deadlines.update;
  return [
    {
      type: 'message.sent',
      at: now,
      actor,
      visibility: 'public',
      data: {
        mail: promised == null ? answer.mail : promising(answer.mail, promised, terms),
        text: answer.text,
        attachments: [...answer.attachments],
        nextUpdateAt,
        waitingOnCustomer,
        byOwner,
        deadlines,
      },
    },
  ];
}

/** The contract has the agent keep the customer informed (non-critical, ii): each answer says by when they hear more. */
const promising = (mail: OutgoingMail, nextUpdateAt: string, { timeZone }: Terms): OutgoingMail => ({
  ...mail,
  variables: { ...mail.variables, nextUpdateAt, timeZone },
});

/**
 * Whether somebody's word is the answer that an escalation asks for: of whom it reached, or of a supervisor; and of
 * the owner where nothing but their silence was escalated.
 */
function answersEscalation({ escalatedTo, ownerId }: Case, { kind, id }: Actor): boolean {
  if (escalatedTo === null) return true;
  return (
    kind === 'supervisor' || id === escalatedTo.id || (escalatedTo.forSilence === true && id === ownerId)
  );
}

/** A mail that a rule sends to the customer's side: moves no clock and counts as no answer. */
export function automaticMessage(
  mail: OutgoingMail,
  { now, actor }: { now: string; actor: Actor },
): NewEntry {
  const data = { mail, text: '', attachments: [], nextUpdateAt: null, waitingOnCustomer: false };
  return { type: 'message.sent', at: now, actor, visibility: 'public', data };
}

/** A remark among the desk's own people. */
export function decideNote(
  text: string,
  attachments: readonly AttachmentRef[],
  { now, actor }: { now: string; actor: Actor },
): NewEntry[] {
  return [
    {
      type: 'note.added',
      at: now,
      actor,
      visibility: 'internal',
      data: { text, attachments: [...attachments] },
    },
  ];
}

/** What waits in quarantine is believed first, or discarded: until then nobody is told or woken because of it. */
export function refuseInQuarantine(of: Pick<Case, 'status'>): void {
  if (of.status === 'quarantined') {
    throw new Conflict('case-quarantined', 'Release the case from quarantine first, or discard it.');
  }
}

/** A closed case takes no more work: reopen it first, or go on where it was merged into. */
export function refuseOnClosed(of: Pick<Case, 'status'> & Partial<Pick<Case, 'mergedInto'>>): void {
  if (of.mergedInto != null) {
    throw new Conflict(
      'case-merged',
      `The case lives on as ${formatNumber(of.mergedInto.number)}: write there.`,
    );
  }
  if (of.status === 'closed') {
    throw new Conflict('case-closed', 'The case is closed: reopen it first, or open a new one.');
  }
}
