import { Webhook as Signer } from 'standardwebhooks';
import { publicationOf } from '../../contracts/publication.ts';
import { canonical } from '../../domain/case/chain.ts';
import type { TimelineEntry } from '../../domain/case/events.ts';

/** What the desk alone needs of an entry: where its bytes are, how its clocks changed. */
const internal = new Set(['rawKey', 'deadlines']);

/**
 * The body of an event as a customer's server gets it: the published event without what the desk alone needs, the
 * same bytes however often it is sent.
 */
export function payloadOf(entry: TimelineEntry): string {
  const { detail } = publicationOf(entry);
  const { visibility: _, mail: __, ...event } = detail;
  const data = Object.fromEntries(Object.entries(detail.data).filter(([name]) => !internal.has(name)));
  return canonical({ type: entry.type, timestamp: entry.at, data: { ...event, data } });
}

/** The headers of Standard Webhooks: the id stays the same however often the event is sent. */
export function signedHeaders(
  body: string,
  { id, now, secret }: { id: string; now: string; secret: string },
): Record<string, string> {
  const at = new Date(now);
  return {
    'content-type': 'application/json',
    'user-agent': 'Guardia-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Signer(secret).sign(id, at, body),
  };
}
