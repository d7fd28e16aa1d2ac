import { AlreadyDone } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import { PageRefused, type TextMessages } from '../../aws/pages.ts';
import type { Case } from '../../domain/case/case.ts';
import { type PageReceipt, receiptEntries } from '../../domain/case/critical/page.ts';
import type { TimelineEntry } from '../../domain/case/events.ts';
import type { Actor } from '../../domain/case/vocabulary.ts';
import type { Hmac } from '../../domain/mail/token.ts';
import { changeCase } from '../change-case.ts';
import type { DecidingDesk } from '../desk.ts';
import { customerName } from './customer-name.ts';
import { pageUrl } from './page-link.ts';
import { pageText } from './page-text.ts';

export interface PagingDesk extends DecidingDesk {
  readonly texts: TextMessages;
  readonly deskName: string;
  readonly webUrl: string;
  readonly hmac: Hmac;
}

const snsActor: Actor = { kind: 'system', id: 'sns', name: 'Amazon SNS' };

/**
 * Sends the page of one timeline entry and puts its receipt on the timeline. Sent once, but for a crash
 * between the sending and the receipt: then twice, because a page too many wakes nobody who should sleep.
 *
 * A page by mail leaves by the outbox, and one to a paging service by a rule of the bus: not here.
 *
 * @throws whatever leaves open whether SNS took the page
 */
export async function sendPage(
  desk: PagingDesk,
  { caseId, seq }: { caseId: string; seq: number },
): Promise<'sent' | 'refused' | 'sent-before' | 'not-here'> {
  const done = keys.done(`page:${caseId}.${seq}`);
  const { entry, of, place } = await desk.cases.entryWithCase(caseId, seq, done);
  if (of === null || entry?.type !== 'page.sent' || entry.data.channel !== 'sms') return 'not-here';
  if (place !== null) return 'sent-before';
  const receipt = await deliver(desk, of, entry);
  try {
    await changeCase(desk, {
      caseId,
      read: of,
      markers: () => [{ key: done, place: { caseId, seq } }],
      decide: (current) => receiptEntries(current, [receipt], { now: desk.now(), actor: snsActor }),
    });
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
  return receipt.receipt === 'failed' ? 'refused' : 'sent';
}

async function deliver(desk: PagingDesk, of: Case, entry: TimelineEntry<'page.sent'>): Promise<PageReceipt> {
  const { pageKey, personId, channel, address } = entry.data;
  const [person, account] = await Promise.all([
    desk.directory.person(personId),
    of.accountId === null ? null : desk.directory.account(of.accountId),
  ]);
  const text = pageText(of, entry.data, {
    language: person?.languages[0] ?? 'en',
    timeZone: person?.timeZone ?? 'UTC',
    now: desk.now(),
    customer: customerName(of, account),
    deskName: desk.deskName,
    // Only a page about the callback is taken or passed on.
    url: entry.data.about === undefined ? pageUrl(desk, entry) : `${desk.webUrl}/cases/${of.caseId}`,
  });
  try {
    const detail = await desk.texts.send(address, text);
    return { pageKey, personId, channel, receipt: 'queued', detail };
  } catch (error) {
    if (!(error instanceof PageRefused)) throw error;
    return { pageKey, personId, channel, receipt: 'failed', detail: error.code };
  }
}
