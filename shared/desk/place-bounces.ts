import type { Place } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { readOwnMessageId } from '../domain/mail/token.ts';
import { type Bounce, domainOf, sesIdOf } from '../email/index.ts';
import { intakeActor } from './actors.ts';
import { changeCase } from './change-case.ts';
import type { Desk } from './desk.ts';
import type { InboundMail, IntakeOutcome } from './intake-mail.ts';

/**
 * Puts a bounce on the case whose mail bounced, found by the original Message-ID that the report names.
 * A recipient that the mail never had is not believed: anybody can write a bounce.
 */
export async function placeBounces(
  desk: Desk,
  { inbound, bounces }: { inbound: InboundMail; bounces: readonly Bounce[] },
): Promise<IntakeOutcome> {
  const raw = keys.raw(inbound.rawKey);
  for (const bounce of bounces) {
    const origin = bounce.originalMessageId === null ? null : await originOf(desk, bounce.originalMessageId);
    if (origin === null) continue;
    const recipients = recipientsOf(await desk.cases.entry(origin.caseId, origin.seq));
    const believed = bounces.filter(({ recipient }) => recipients.has(recipient.toLowerCase()));
    if (believed.length === 0) continue;
    const change = await changeCase(desk, {
      caseId: origin.caseId,
      decide: () =>
        believed.map((one) => ({
          type: 'delivery.failed' as const,
          at: desk.now(),
          actor: intakeActor,
          visibility: 'internal' as const,
          data: {
            messageSeq: origin.seq,
            recipient: one.recipient,
            status: one.status,
            permanent: one.permanent,
            diagnostic: one.diagnostic === null ? null : one.diagnostic.slice(0, 1_000),
            source: 'bounce-mail' as const,
          },
        })),
      markers: (seq) => [{ key: raw, place: { caseId: origin.caseId, seq } }],
    });
    const seq = change?.after.version ?? origin.seq;
    return {
      outcome: 'joined',
      place: { caseId: origin.caseId, seq },
      because: 'a mail of this case bounced',
    };
  }
  await desk.cases.remember({ key: raw, place: { caseId: 'ignored', seq: 0 } });
  return { outcome: 'ignored', because: 'a bounce of a mail that the desk did not send' };
}

async function originOf(desk: Desk, messageId: string): Promise<Place | null> {
  const own = readOwnMessageId(messageId, domainOf(desk.settings.supportAddress) ?? '', desk.hmac);
  if (own !== null) return own;
  const sesId = sesIdOf(messageId);
  return sesId === null ? null : ((await desk.cases.placesOfMessage(`ses:${sesId}`))[0] ?? null);
}

function recipientsOf(entry: TimelineEntry | null): Set<string> {
  const mail = entry !== null && 'mail' in entry.data ? entry.data.mail : null;
  return new Set([...(mail?.to ?? []), ...(mail?.cc ?? [])].map(({ address }) => address.toLowerCase()));
}
