import type { Place } from '../aws/case-store.ts';
import { AlreadyDone } from '../aws/case-store.ts';
import type { DirectoryWriter } from '../aws/directory-writer.ts';
import { keys } from '../aws/keys.ts';
import type { Sendings } from '../aws/sendings.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { saysDeadAddress } from '../email/index.ts';
import { sesActor } from './actors.ts';
import { recordMailReceipt } from './critical/mail-receipt.ts';
import type { DecidingDesk } from './desk.ts';
import { type Failure, recordUndelivered } from './undelivered.ts';

/** What SES says became of a mail. Its topic belongs to the deployment: nobody else can write to it. */
export interface MailEvent {
  readonly type: 'accepted' | 'ses' | 'complaint' | 'delayed' | 'rejected';
  readonly sesMessageId: string;
  /** Our own Message-ID, first in the mail's `References`. */
  readonly ownMessageId: string | null;
  /** A bounce that SES calls permanent: it tries no more, which says nothing yet about the address. */
  readonly hard?: boolean;
  readonly failures: readonly Pick<Failure, 'recipient' | 'status' | 'diagnostic'>[];
}

/**
 * Puts SES's word on the case: a mail that it took is confirmed, even if the sender's process died before
 * it could say so; one that did not arrive is shown to the desk. The same event again changes nothing.
 */
export async function settleMail(
  desk: DecidingDesk & { readonly sendings: Sendings; readonly write: DirectoryWriter },
  event: MailEvent,
): Promise<'confirmed' | 'recorded' | 'known' | 'foreign'> {
  const place = placeOf(event.ownMessageId);
  const receiptOf = async (of: TimelineEntry | null, word: Parameters<typeof recordMailReceipt>[2]) => {
    const mail = of !== null && 'mail' in of.data ? (of.data.mail ?? null) : null;
    if (of !== null && mail !== null) await recordMailReceipt(desk, { entry: of, mail }, word);
  };
  if (place === null) return 'foreign';
  if (event.type === 'accepted') {
    const { sesMessageId } = event;
    // Nearly always the sender has confirmed by then: a read costs an eighth of a write that changes nothing.
    const [sending] = await desk.sendings.ofCase(place.caseId, { from: place.seq, to: place.seq });
    if (sending?.state === 'accepted') return 'known';
    const confirmed = await desk.sendings.accepted(place, { at: desk.now(), sesMessageId });
    if (!confirmed) return 'known';
    await receiptOf(await desk.cases.entry(place.caseId, place.seq), {
      receipt: 'sent',
      detail: sesMessageId,
    });
    return 'confirmed';
  }
  const entry = await desk.cases.entry(place.caseId, place.seq);
  if (entry === null) return 'foreign';
  const failures = failuresOf(event);
  const recipients = failures.map(({ recipient }) => recipient).join(',');
  const key = keys.done(`ses:${event.type}:${event.sesMessageId}:${recipients}`.slice(0, 900));
  if ((await desk.cases.place(key)) !== null) return 'known';
  // First, because what is recorded below is known from then on: a repeated event goes no further.
  const final = failures.find((failure) => failure.final);
  if (final !== undefined) await receiptOf(entry, { receipt: 'failed', detail: final.status ?? event.type });
  const undelivered = { messageSeq: place.seq, failures, source: event.type, actor: sesActor };
  try {
    await recordUndelivered(desk, {
      caseId: place.caseId,
      undelivered,
      markers: (seq) => [{ key, place: { caseId: place.caseId, seq } }],
    });
    return 'recorded';
  } catch (error) {
    if (error instanceof AlreadyDone) return 'known';
    throw error;
  }
}

/** A complaint is about a mail that arrived, and a delay about one that still may. */
function failuresOf({ type, hard = false, failures }: MailEvent): Failure[] {
  const final = type === 'ses' || type === 'rejected';
  return failures.map((failure) => ({
    ...failure,
    permanent: type === 'ses' && hard && saysDeadAddress(failure),
    final,
  }));
}

/** The event comes from SES itself, so the id need not be proved again; it must only have our shape. */
function placeOf(ownMessageId: string | null): Place | null {
  const [, caseId, seq] = /^([0-9a-z]{1,40})\.(\d{1,7})\.[0-9a-f]{20}@/.exec(ownMessageId ?? '') ?? [];
  return caseId === undefined || seq === undefined ? null : { caseId, seq: Number(seq) };
}
