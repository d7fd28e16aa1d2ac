import type { AddressOwner } from '../account/account.ts';
import type { AutomaticReason, QuarantineReason, Verdicts } from '../case/mail.ts';

/** A case that the mail claims to belong to, and how it says so. */
export interface Claim {
  readonly caseId: string;
  readonly accountId: string | null;
  /** `proof`: a token or Message-ID of ours, which nobody can make up; `reference`: any other id of the thread. */
  readonly by: 'proof' | 'reference';
  /** It is a token, and was made for the very address that writes. Never so of a Message-ID: every forward shows it. */
  readonly madeForSender: boolean;
  readonly senderIsParty: boolean;
  /** A message on it would open it again. */
  readonly closed: boolean;
}

/** What is known about a mail before anything is believed. */
export interface MailFacts {
  readonly from: string | null;
  /** Whether SPF passed for an envelope sender of the From address's own organisation. */
  readonly spfAligned: boolean;
  readonly supportAddress: string;
  readonly verdicts: Verdicts;
  readonly automatic: AutomaticReason | null;
  readonly owner: AddressOwner | null;
  /** The account that has the sender's domain, if any. */
  readonly domainAccountId: string | null;
  readonly claims: readonly Claim[];
}

export type IntakeDecision =
  | { readonly kind: 'open'; readonly accountId: string; readonly because: string }
  | {
      readonly kind: 'join';
      readonly caseId: string;
      readonly because: string;
      /** Whether SES vouches for the sender. If not, the message is kept, and its words decide nothing. */
      readonly believed: boolean;
    }
  | { readonly kind: 'quarantine'; readonly reason: QuarantineReason; readonly because: string }
  | { readonly kind: 'ignore'; readonly because: string };

/**
 * What intake does with a mail. Identity comes from SES's verdicts and our own proofs alone, never from
 * what the mail says about itself. Only a sender whom we believe joins a case or opens one in an account;
 * everybody else waits in quarantine, where a person decides.
 */
export function decideIntake(facts: MailFacts): IntakeDecision {
  const { owner, automatic, claims } = facts;
  if (facts.from?.toLowerCase() === facts.supportAddress.toLowerCase()) {
    return { kind: 'ignore', because: 'the desk itself is the sender: answering would be a loop' };
  }
  const unsafe = unsafeContent(facts.verdicts);
  if (unsafe !== null) return unsafe;

  const authenticated = isAuthenticated(facts);
  const accountId = owner?.kind === 'contact' ? owner.accountId : facts.domainAccountId;
  for (const claim of claims) {
    if (mayJoin(claim, { facts, authenticated, accountId })) {
      const how = claim.by === 'proof' ? 'a proof of ours' : 'a message of the thread';
      return {
        kind: 'join',
        caseId: claim.caseId,
        believed: authenticated,
        because: `it names ${how}, and its sender belongs to the case`,
      };
    }
  }
  if (!authenticated) {
    return accountId === null && claims.length === 0
      ? quarantine('unknown-sender', 'nobody known writes from this address')
      : quarantine('unauthenticated-sender', 'SES could not confirm that the sender is who the mail says');
  }
  if (accountId === null) {
    const claimed = claims.some(({ by }) => by === 'proof');
    return claimed
      ? quarantine('token-of-another', 'it carries a token that was mailed to somebody else')
      : quarantine('unknown-sender', 'nobody known writes from this address');
  }
  if (automatic !== null && automatic !== 'auto-generated') {
    return quarantine('automatic', `a machine wrote it (${automatic}) and it belongs to no case`);
  }
  return { kind: 'open', accountId, because: 'an authenticated sender of the account begins something new' };
}

/**
 * Whether SES vouches for the From address: DMARC passed; or its domain publishes no DMARC policy, and
 * SPF passed for an envelope sender of the same organisation.
 */
export function isAuthenticated({
  from,
  spfAligned,
  verdicts,
}: Pick<MailFacts, 'from' | 'spfAligned' | 'verdicts'>): boolean {
  if (from === null) return false;
  if (verdicts.dmarc === 'PASS') return true;
  return withoutPolicy(verdicts) && verdicts.spf === 'PASS' && spfAligned;
}

/** The sender's domain says by DMARC nothing at all about its mail, or nobody asked. */
function withoutPolicy({ dmarc }: Verdicts): boolean {
  return dmarc === 'GRAY' || dmarc === 'DISABLED';
}

/**
 * Whether a delivery report may say what became of a mail of ours. Servers send theirs from nobody, and many
 * without any policy: only a mail that SES holds for forged or harmful is none.
 */
export function mayReport({ dmarc, spam, virus }: Verdicts): boolean {
  return dmarc !== 'FAIL' && spam !== 'FAIL' && virus !== 'FAIL';
}

function mayJoin(
  claim: Claim,
  { facts, authenticated, accountId }: { facts: MailFacts; authenticated: boolean; accountId: string | null },
): boolean {
  const sameAccount = claim.accountId !== null && claim.accountId === accountId;
  if (authenticated) return sameAccount || claim.senderIsParty;
  // Possession of what we mailed to this very address stands in for the policies that its domain lacks.
  const silent = withoutPolicy(facts.verdicts) && facts.verdicts.spf !== 'FAIL';
  return silent && claim.madeForSender && claim.senderIsParty && !claim.closed;
}

function unsafeContent({ spam, virus }: Verdicts): IntakeDecision | null {
  if (virus === 'FAIL') return quarantine('virus', 'SES found a virus in it');
  if (spam === 'FAIL') return quarantine('spam', 'SES takes it for spam');
  const unsure = (verdict: string) => verdict === 'GRAY' || verdict === 'PROCESSING_FAILED';
  if (unsure(virus) || unsure(spam))
    return quarantine('scan-failed', 'SES could not finish its spam or virus scan');
  return null;
}

function quarantine(reason: QuarantineReason, because: string): IntakeDecision {
  return { kind: 'quarantine', reason, because };
}
