import { epochOf, type Instant } from '../calendar/index.ts';
import { SECOND } from '../calendar/instant.ts';

/** What became of a page; `unknown` is a provider that never said. */
export const receiptStates = ['queued', 'sent', 'delivered', 'failed', 'unknown'] as const;
export type ReceiptState = (typeof receiptStates)[number];

export interface Receipt {
  readonly state: ReceiptState;
  readonly at: Instant;
  /** In the provider's words, or ours. */
  readonly detail: string | null;
}

/** How late a word is final: what arrives out of order or twice never takes back a later state. */
const rank: Record<ReceiptState, number> = { queued: 0, sent: 1, unknown: 2, failed: 3, delivered: 4 };

/** The receipt after another word about the same page; null when that says nothing new. */
export const advance = (current: Receipt | null, incoming: Receipt): Receipt | null =>
  current === null || rank[incoming.state] > rank[current.state] ? incoming : null;

/** How a telephone call that pages somebody ended. */
export type VoiceResult = 'answered' | 'voicemail' | 'busy' | 'no-answer' | 'error';

/** Only a person who picked up was paged: a voicemail is not delivered (goalert#921). */
export const voiceReceipt = (result: VoiceResult, at: Instant): Receipt =>
  result === 'answered' ? { state: 'delivered', at, detail: null } : { state: 'failed', at, detail: result };

/** No word for so long after sending means that none will come: the page counts as not delivered. */
const patienceSeconds = 60;

/** The receipt as it stands at an instant: queued or sent, and then silence, is `unknown` (oncall#2622). */
export function settle(receipt: Receipt, now: Instant): Receipt {
  const waiting = receipt.state === 'queued' || receipt.state === 'sent';
  const late = epochOf(now) >= epochOf(receipt.at) + patienceSeconds * SECOND;
  return waiting && late ? { state: 'unknown', at: now, detail: `no word after ${receipt.state}` } : receipt;
}
