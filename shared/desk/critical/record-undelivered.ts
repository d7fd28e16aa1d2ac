import { AlreadyDone } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import { receiptEntries } from '../../domain/case/critical/page.ts';
import type { Actor } from '../../domain/case/vocabulary.ts';
import { changeCase } from '../change-case.ts';
import type { DecidingDesk } from '../desk.ts';

const bus: Actor = { kind: 'system', id: 'eventbridge', name: 'Amazon EventBridge' };

/**
 * Puts the receipt of a page on the timeline that the paging service did not take: EventBridge says nothing of
 * what was delivered, and everything of what it gave up. Told twice, it is one receipt.
 *
 * @param code EventBridge's word for why, such as `HTTP_403`
 */
export async function recordUndelivered(
  desk: Pick<DecidingDesk, 'cases' | 'now'>,
  { caseId, seq, code }: { readonly caseId: string; readonly seq: number; readonly code: string },
): Promise<'recorded' | 'recorded-before' | 'no-page'> {
  const entry = await desk.cases.entry(caseId, seq);
  if (entry?.type !== 'page.sent') return 'no-page';
  const { pageKey, personId, channel } = entry.data;
  const receipt = { pageKey, personId, channel, receipt: 'failed', detail: code } as const;
  try {
    await changeCase(desk, {
      caseId,
      markers: () => [{ key: keys.done(`page:${entry.id}`), place: { caseId, seq } }],
      decide: (current) => receiptEntries(current, [receipt], { now: desk.now(), actor: bus }),
    });
    return 'recorded';
  } catch (error) {
    if (error instanceof AlreadyDone) return 'recorded-before';
    throw error;
  }
}
