import { Conflict } from '../../errors/index.ts';
import { epochOf, type Instant, instantOf } from '../calendar/index.ts';
import { HOUR, MINUTE, SECOND } from '../calendar/instant.ts';

/**
 * The proof that a channel reaches its person: a code goes out through it and comes back through the person.
 * That a provider took a message proves nothing. Codes are kept as keyed digests, never as sent.
 */
export interface ChannelProof {
  /** When a round trip last succeeded; a new try does not take that away. */
  readonly verifiedAt: Instant | null;
  readonly challenge: Challenge | null;
  /** When the latest codes were sent, for the hourly limit. */
  readonly sentAt: readonly Instant[];
}

interface Challenge {
  readonly codeDigest: string;
  readonly expiresAt: Instant;
  readonly answersLeft: number;
}

export const unproven: ChannelProof = { verifiedAt: null, challenge: null, sentAt: [] };

const codeLives = 10 * MINUTE;
const answersPerCode = 5;
const betweenCodes = 30 * SECOND;
const codesPerHour = 5;

/**
 * The proof after a code was sent; an earlier code is void.
 *
 * @throws Conflict `code-too-soon`, `code-too-often`: somebody else's telephone must not be rung all day
 */
export function sendCode(
  proof: ChannelProof,
  { codeDigest, now }: { readonly codeDigest: string; readonly now: Instant },
): ChannelProof {
  const epoch = epochOf(now);
  const lately = proof.sentAt.filter((sent) => epochOf(sent) > epoch - HOUR);
  const last = lately.at(-1);
  if (last !== undefined && epoch < epochOf(last) + betweenCodes) {
    throw new Conflict(
      'code-too-soon',
      'A code is on its way: wait half a minute before asking for another.',
    );
  }
  if (lately.length >= codesPerHour) {
    throw new Conflict('code-too-often', `${codesPerHour} codes were sent within an hour: try again later.`);
  }
  const challenge = { codeDigest, expiresAt: instantOf(epoch + codeLives), answersLeft: answersPerCode };
  return { ...proof, challenge, sentAt: [...lately, now] };
}

export type CodeAnswer = 'verified' | 'wrong' | 'expired' | 'locked' | 'no-code';

/** The proof after a person typed a code back, to be kept whatever the answer: wrong ones are counted. */
export function answerCode(
  proof: ChannelProof,
  { codeDigest, now }: { readonly codeDigest: string; readonly now: Instant },
): { readonly proof: ChannelProof; readonly answer: CodeAnswer } {
  const { challenge } = proof;
  if (challenge === null) return { proof, answer: 'no-code' };
  if (epochOf(now) >= epochOf(challenge.expiresAt)) return { proof, answer: 'expired' };
  if (challenge.answersLeft === 0) return { proof, answer: 'locked' };
  if (challenge.codeDigest === codeDigest) {
    return { proof: { ...proof, verifiedAt: now, challenge: null }, answer: 'verified' };
  }
  const answersLeft = challenge.answersLeft - 1;
  const wrong = { ...proof, challenge: { ...challenge, answersLeft } };
  return { proof: wrong, answer: answersLeft === 0 ? 'locked' : 'wrong' };
}
