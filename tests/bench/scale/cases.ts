import type { Case } from '../../../shared/domain/case/case.ts';
import type { Category, DeadlineKind, Status } from '../../../shared/domain/case/vocabulary.ts';

const accounts = 200;
const day = 24 * 60 * 60_000;
const year = 365 * day;

/** A number in [0, 1) that belongs to a case and a question: the same in every run (mulberry32). */
const dice = (index: number, question: number): number => {
  let mixed = (index * 2_654_435_761 + question * 40_503 + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const pick = <T>(values: readonly [T, ...T[]], share: number): T =>
  values[Math.floor(share * values.length)] ?? values[0];

const syllables = [
  'ba',
  'co',
  'du',
  'fe',
  'gi',
  'lo',
  'ma',
  'ne',
  'pu',
  'ra',
  'so',
  'ti',
  'vu',
  'ze',
] as const;

/** One of about 2,700 words, the first ones far more often, as in subjects that people write. */
const word = (share: number): string => {
  const rank = Math.floor(syllables.length ** 3 * share ** 3);
  const at = (place: number) => syllables[Math.floor(rank / syllables.length ** place) % syllables.length];
  return `${at(0)}${at(1)}${at(2)}`;
};

/** The demonstration's customer has the fourth part of the first 1,000 cases and one in a hundred of all others. */
const accountOf = (index: number): string => {
  const share = dice(index, 1);
  if (share < (index < 1_000 ? 0.25 : 0.01)) return 'acme';
  return `customer${Math.floor(accounts * dice(index, 2) ** 2)}`;
};

/** Seven of eight cases are closed, so that even the smallest table has more than a page of every other kind. */
const statusOf = (index: number): Status => {
  const share = dice(index, 3);
  if (share < 0.03) return 'new';
  if (share < 0.06) return 'in-progress';
  if (share < 0.09) return 'waiting-on-customer';
  if (share < 0.12) return 'closure-proposed';
  return share < 0.125 ? 'quarantined' : 'closed';
};

/** Open cases owe something in the coming weeks; one in two has already missed it, which the tick has noted. */
const owed = (index: number, status: Status, now: number): Pick<Case, 'deadlines' | 'missed'> => {
  if (status === 'closed' || status === 'quarantined') return { deadlines: {}, missed: {} };
  const kind: DeadlineKind = status === 'new' ? 'first-response' : 'update';
  const late = dice(index, 4) < 1 / 2;
  const at = late ? now - dice(index, 5) * 5 * day : now + 2 * day + dice(index, 5) * 20 * day;
  const deadlines = { [kind]: new Date(at).toISOString() };
  return { deadlines, missed: late ? deadlines : {} };
};

/** The case of this number: opened in order over five years, of 200 accounts, about as large as a real one. */
export function syntheticCase(index: number, nowText: string): Case {
  const now = Date.parse(nowText);
  const accountId = accountOf(index);
  const status = statusOf(index);
  const openedAt = new Date(now - 5 * year * dice(index, 6) - day).toISOString();
  const updatedAt = new Date(Date.parse(openedAt) + dice(index, 7) * day).toISOString();
  const caseId = `${Date.parse(openedAt).toString(32).padStart(10, '0')}${String(index).padStart(16, '0')}`;
  const words = Array.from({ length: 3 + Math.floor(dice(index, 8) * 4) }, (_, at) =>
    word(dice(index, 20 + at)),
  );
  const subject = `Delivery ${words.join(' ')}`;
  const contact = `contact${Math.floor(dice(index, 9) * 20)}`;
  const requester = {
    name: `Person ${contact}`,
    address: `${contact}@${accountId}.example`,
    contactId: contact,
  };
  const unowned = status === 'quarantined' || (status === 'new' && dice(index, 10) < 0.5);
  const ownerId = unowned ? null : pick(['agent', 'agent2', 'agent3', 'agent4'], dice(index, 11));
  const closed = status === 'closed';
  return {
    caseId,
    number: String(10_000_000 + index),
    accountId: status === 'quarantined' ? null : accountId,
    subject,
    category: pick<Category>(['bug', 'configuration', 'information'], dice(index, 12)),
    severity: 'non-critical',
    status,
    channel: 'email',
    language: 'en',
    requester,
    parties: [requester],
    affected: null,
    ownerId,
    ownerName: ownerId,
    openedAt,
    updatedAt,
    closedAt: closed ? updatedAt : null,
    firstRespondedAt: status === 'new' ? null : updatedAt,
    lastDeskAt: status === 'new' ? null : updatedAt,
    lastCustomerAt: openedAt,
    lastCustomerSeq: 2,
    thread: [`${caseId}@${accountId}.example`],
    ...owed(index, status, now),
    closureProposal: null,
    closedHow: closed ? 'agreed' : null,
    reopened: 0,
    mergedInto: null,
    followedBy: null,
    escalatedTo: null,
    quarantine: status === 'quarantined' ? 'unknown-sender' : null,
    critical: null,
    version: closed ? 12 : 4,
    lastHash: 'f'.repeat(64),
  };
}
