import type * as z from 'zod';
import type { Sending, Sendings } from '../aws/sendings.ts';
import type { Delivery, TimelineItem } from '../contracts/api/views.ts';
import { maySeeEntry } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import type { Desk } from './desk.ts';

export interface ReadingDesk extends Desk {
  readonly sendings: Sendings;
}

type Item = z.input<typeof TimelineItem>;

/** A page of a case's timeline as this reader may see it, each mail with how its sending is doing. */
export async function timelineOf(
  desk: ReadingDesk,
  { caseId, principal, after, limit }: { caseId: string; principal: Principal; after: number; limit: number },
): Promise<{ readonly items: Item[]; readonly next: number | null }> {
  const { entries, next } = await desk.cases.timeline(caseId, { after, limit });
  const first = entries.at(0)?.seq;
  const last = entries.at(-1)?.seq;
  const mailed = entries.some(hasMail);
  const sent =
    !mailed || first === undefined || last === undefined
      ? []
      : await desk.sendings.ofCase(caseId, { from: first, to: last });
  const bySeq = new Map(sent.map((sending) => [sending.seq, sending]));
  const visible = entries.filter((entry) => maySeeEntry(principal, entry));
  return { items: visible.map((entry) => itemOf(entry, principal, bySeq.get(entry.seq) ?? null)), next };
}

/** One entry as this reader may see it. */
export function itemOf(entry: TimelineEntry, principal: Principal, sending: Sending | null): Item {
  const { id, seq, type, at, actor, visibility } = entry;
  const data = principal.accountId === null ? entry.data : withoutInternals(entry.data);
  return {
    id,
    seq,
    type,
    at,
    actor,
    visibility,
    data,
    delivery: hasMail(entry) ? deliveryOf(sending) : null,
    hasOriginal: entry.type === 'message.received' && entry.data.rawKey !== null,
  };
}

const hasMail = ({ data }: TimelineEntry): boolean =>
  'mail' in data && data.mail != null && data.mail.to.length > 0;

/** What the desk alone needs: how SES judged a mail, where its bytes are. */
function withoutInternals(data: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([name]) => name !== 'verdicts' && name !== 'rawKey' && name !== 'deadlines'),
  );
}

function deliveryOf(sending: Sending | null): z.input<typeof Delivery> {
  if (sending === null) return { state: 'waiting', attempts: 0, acceptedAt: null, detail: null };
  const state = (
    { claimed: 'unconfirmed', accepted: 'accepted', refused: 'refused', released: 'waiting' } as const
  )[sending.state];
  return {
    state,
    attempts: sending.attempt,
    acceptedAt: sending.acceptedAt ?? null,
    detail: sending.refusal ?? null,
  };
}
