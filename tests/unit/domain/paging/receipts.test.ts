import { expect, it } from 'vitest';
import {
  advance,
  type Receipt,
  type ReceiptState,
  settle,
  voiceReceipt,
} from '../../../../shared/domain/paging/index.ts';

const at = '2026-11-24T10:00:00.000Z';
const receipt = (state: ReceiptState): Receipt => ({ state, at, detail: null });

it.each([
  ['queued', 'sent', true, 'the ordinary course'],
  ['sent', 'delivered', true, 'the ordinary course'],
  ['unknown', 'delivered', true, 'the word came late after all'],
  ['failed', 'delivered', true, 'the provider tried again by itself'],
  ['delivered', 'failed', false, 'it was delivered'],
  ['delivered', 'sent', false, 'the words came in the wrong order'],
  ['sent', 'sent', false, 'the same word twice'],
] as const)('from %s, %s is news: %s', (current, incoming, news, because) => {
  expect(advance(receipt(current), receipt(incoming)), because).toEqual(news ? receipt(incoming) : null);
});

it('takes the first word, whatever it is', () => {
  expect(advance(null, receipt('failed'))).toEqual(receipt('failed'));
});

it('counts a voicemail as not delivered (goalert#921)', () => {
  expect(voiceReceipt('voicemail', at)).toEqual({ state: 'failed', at, detail: 'voicemail' });
  expect(voiceReceipt('answered', at).state).toBe('delivered');
});

it('takes silence for unknown after a minute, not for delivered (oncall#2622)', () => {
  expect(settle(receipt('sent'), '2026-11-24T10:00:59.999Z').state).toBe('sent');
  expect(settle(receipt('sent'), '2026-11-24T10:01:00.000Z').state).toBe('unknown');
  expect(settle(receipt('delivered'), '2026-11-25T10:00:00.000Z').state).toBe('delivered');
});
