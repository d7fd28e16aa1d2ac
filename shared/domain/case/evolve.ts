import type { Case } from './case.ts';
import type { TimelineEntry } from './events.ts';
import { evolveCritical } from './evolve-critical.ts';
import type { DeadlineChanges, Party } from './vocabulary.ts';

/** How many Message-IDs go into `References`: the first and the newest, as RFC 5322 readers keep them. */
const threadLength = 12;

/**
 * The case after one more entry. Total: a case is `entries.reduce(evolve, null)`, and the stored META
 * item is always exactly that fold. Makes no decision; what an entry may say was decided before.
 */
export function evolve(before: Case | null, entry: TimelineEntry): Case {
  if (entry.type === 'case.opened') return opened(entry);
  if (before === null) throw new Error(`A timeline begins with case.opened, not with ${entry.type}.`);
  const next = { ...before, ...changes(before, entry) };
  const deadlines = 'deadlines' in entry.data ? entry.data.deadlines : undefined;
  return {
    ...next,
    deadlines: applied(next.deadlines, deadlines),
    critical: evolveCritical(next.critical, entry),
    updatedAt: entry.at,
    version: entry.seq,
    lastHash: entry.hash,
  };
}

/** The case that a whole timeline tells. */
export function replay(entries: readonly TimelineEntry[]): Case | null {
  return entries.reduce<Case | null>(evolve, null);
}

function opened(entry: TimelineEntry<'case.opened'>): Case {
  const { data } = entry;
  return {
    caseId: entry.caseId,
    number: data.number,
    accountId: data.accountId,
    subject: data.subject,
    category: data.category,
    severity: data.severity,
    status: data.quarantine === null ? 'new' : 'quarantined',
    channel: data.channel,
    language: data.language,
    requester: data.requester,
    parties: data.parties,
    affected: (data.affected as Case['affected']) ?? null,
    ownerId: null,
    ownerName: null,
    ...(data.calendarId === undefined ? {} : { calendarId: data.calendarId }),
    openedAt: entry.at,
    updatedAt: entry.at,
    closedAt: null,
    firstRespondedAt: null,
    lastDeskAt: null,
    lastCustomerAt: entry.at,
    lastCustomerSeq: entry.seq,
    thread: [],
    deadlines: applied({}, data.deadlines),
    missed: {},
    closureProposal: null,
    closedHow: null,
    reopened: 0,
    followedBy: null,
    mergedInto: null,
    escalatedTo: null,
    quarantine: data.quarantine,
    critical: null,
    version: entry.seq,
    lastHash: entry.hash,
  };
}

function changes(before: Case, entry: TimelineEntry): Partial<Case> {
  switch (entry.type) {
    case 'message.received':
      return received(before, entry);
    case 'message.sent':
      return sent(before, entry);
    case 'callback.reached':
    case 'update.sent':
    case 'workaround.given':
    case 'unavailability.ended':
      return told(before, entry.at);
    case 'owner.assigned':
      return { ownerId: entry.data.ownerId, ownerName: entry.data.ownerName };
    case 'classification.changed':
      return {
        severity: entry.data.severity,
        category: entry.data.category,
        reclassification: null,
        ...(raises(entry) ? withoutProposal(before) : {}),
      };
    case 'classification.proposed':
      return { reclassification: { by: entry.data.by, reason: entry.data.reason, proposedAt: entry.at } };
    case 'deadline.missed':
      return { missed: { ...before.missed, [entry.data.kind]: entry.data.dueAt } };
    case 'case.escalated':
      return { escalatedTo: escalated(before, entry) };
    case 'closure.proposed':
      return {
        status: 'closure-proposed',
        closureProposal: {
          by: entry.data.by,
          summary: entry.data.summary,
          proposedAt: entry.at,
          seq: entry.seq,
          reminders: 0,
        },
      };
    case 'closure.reminded':
      return before.closureProposal === null
        ? {}
        : { closureProposal: { ...before.closureProposal, reminders: entry.data.reminder } };
    case 'closure.declined':
      return { status: 'in-progress', closureProposal: null };
    case 'workaround.failed':
      // Who says so takes back an open proposal to close, whoever made it.
      return withoutProposal(before);
    case 'case.closed':
      return { status: 'closed', closedAt: entry.at, closedHow: entry.data.how, deadlines: {} };
    case 'case.reopened':
      return {
        status: 'in-progress',
        closedAt: null,
        closedHow: null,
        closureProposal: null,
        reopened: before.reopened + 1,
      };
    case 'satisfaction.rated':
      return { satisfaction: { rating: entry.data.rating, about: entry.data.about, at: entry.at } };
    case 'case.merged':
      return { mergedInto: entry.data.into };
    case 'case.linked':
      return entry.data.relation === 'followed-by' ? { followedBy: entry.data.caseId } : {};
    case 'case.absorbed':
      return absorbed(before, entry);
    case 'quarantine.released':
      return {
        status: 'new',
        quarantine: null,
        accountId: entry.data.accountId,
        requester: entry.data.requester,
        parties: [entry.data.requester],
        ...(entry.data.calendarId === undefined ? {} : { calendarId: entry.data.calendarId }),
      };
    case 'person.erased':
      return erased(before, entry.data.contactId);
    default:
      return {};
  }
}

/** It has just become critical: nobody who proposed or was asked to close it before meant that. */
const raises = ({ data }: TimelineEntry<'classification.changed'>): boolean =>
  data.severity === 'critical' && data.previous.severity !== 'critical';

const withoutProposal = ({ closureProposal }: Case): Partial<Case> =>
  closureProposal === null ? {} : { status: 'in-progress', closureProposal: null };

function received(before: Case, { seq, at, data }: TimelineEntry<'message.received'>): Partial<Case> {
  const thread = data.messageId === null ? {} : { thread: threaded(before.thread, data.messageId) };
  if (!data.asksAnswer) return thread;
  return {
    ...thread,
    ...asked(before, { seq, at }),
    parties: mergeParties(before.parties, [data.from, ...(data.joining ?? [])]),
  };
}

/** The customer asks for an answer, which ends our waiting for them. */
function asked(before: Case, { seq, at }: Pick<TimelineEntry, 'seq' | 'at'>): Partial<Case> {
  return {
    lastCustomerAt: at,
    lastCustomerSeq: seq,
    ...(before.status === 'waiting-on-customer' ? { status: 'in-progress' as const } : {}),
  };
}

function sent(before: Case, { at, data }: TimelineEntry<'message.sent'>): Partial<Case> {
  if (data.mail?.automatic === true) return {};
  const working =
    before.status === 'new' || before.status === 'in-progress' || before.status === 'waiting-on-customer';
  return {
    firstRespondedAt: before.firstRespondedAt ?? at,
    lastDeskAt: at,
    ...(working
      ? { status: data.waitingOnCustomer ? ('waiting-on-customer' as const) : ('in-progress' as const) }
      : {}),
  };
}

/** A person's escalation that waits for its answer stays theirs when the clock adds one. */
function escalated(
  { deadlines, escalatedTo }: Case,
  { actor, data }: TimelineEntry<'case.escalated'>,
): Case['escalatedTo'] {
  const asked = deadlines['escalation-answer'] !== undefined && escalatedTo?.forSilence !== true;
  const forSilence = actor.kind === 'system' && !asked;
  return { role: data.to.role, id: data.to.id, ...(forSilence ? { forSilence } : {}) };
}

/** What the other case asked is asked here now: nobody waits for the customer, and no draft has answered it. */
function absorbed(before: Case, { seq, at, data }: TimelineEntry<'case.absorbed'>): Partial<Case> {
  return {
    parties: mergeParties(before.parties, data.parties),
    ...(data.escalatedTo === undefined ? {} : { escalatedTo: data.escalatedTo }),
    ...(data.asksAnswer === true ? asked(before, { seq, at }) : {}),
  };
}

/** The desk told the customer something about a critical issue: by a call, an update, a solution. */
function told(before: Case, at: string): Partial<Case> {
  return {
    firstRespondedAt: before.firstRespondedAt ?? at,
    lastDeskAt: at,
    ...(before.status === 'new' ? { status: 'in-progress' as const } : {}),
  };
}

/** The deadlines after a change. A breach is not forgotten with them: it names the time that was missed. */
function applied(deadlines: Case['deadlines'], changes: DeadlineChanges | undefined): Case['deadlines'] {
  const next = { ...deadlines, ...changes };
  const kept = Object.entries(next).filter(([, at]) => at !== null && at !== undefined);
  return Object.fromEntries(kept) as Case['deadlines'];
}

/** Parties by address, the first mention kept: one person who writes twice is one party. */
export function mergeParties(known: readonly Party[], more: readonly Party[]): readonly Party[] {
  const byAddress = new Map(known.map((party) => [party.address.toLowerCase(), party]));
  for (const party of more) {
    const address = party.address.toLowerCase();
    if (!byAddress.has(address)) byAddress.set(address, party);
  }
  return [...byAddress.values()];
}

function threaded(thread: readonly string[], messageId: string): readonly string[] {
  const next = [...thread.filter((id) => id !== messageId), messageId];
  return next.length <= threadLength ? next : [...next.slice(0, 1), ...next.slice(1 - threadLength)];
}

/** Contents go, timings stay: they are the evidence of the contract. */
function erased(before: Case, contactId: string): Partial<Case> {
  const anonymous = (party: Party): Party =>
    party.contactId === contactId ? { address: 'erased@invalid', name: '' } : party;
  return { requester: anonymous(before.requester), parties: before.parties.map(anonymous) };
}
