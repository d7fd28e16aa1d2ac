import type { Place } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { readOwnMessageId } from '../domain/mail/token.ts';
import { type Bounce, domainOf, sesIdOf } from '../email/index.ts';
import { intakeActor } from './actors.ts';
import { changeCase } from './change-case.ts';
import type { Desk, MailDesk } from './desk.ts';
import { flagUndeliverable, undeliveredEntries } from './undelivered.ts';

/**
 * Puts a bounce on the case whose mail bounced, found by the original Message-ID that the report names.
 * A recipient that the mail never had is not believed: anybody can write a bounce.
 *
 * @returns where it was put, or null when the desk sent no such mail
 */
export async function placeBounces(
  desk: MailDesk,
  { rawKey, bounces }: { rawKey: string; bounces: readonly Bounce[] },
): Promise<Place | null> {
  for (const { originalMessageId } of bounces) {
    const origin = originalMessageId === null ? null : await originOf(desk, originalMessageId);
    if (origin === null) continue;
    const recipients = recipientsOf(await desk.cases.entry(origin.caseId, origin.seq));
    const failures = bounces.filter(({ recipient }) => recipients.has(recipient.toLowerCase()));
    if (failures.length === 0) continue;
    const told = failures.map(({ recipient, status, permanent, diagnostic }) => ({
      recipient,
      status,
      permanent,
      diagnostic,
    }));
    const change = await changeCase(desk, {
      caseId: origin.caseId,
      decide: (of) =>
        undeliveredEntries(desk, {
          of,
          messageSeq: origin.seq,
          failures: told,
          source: 'bounce-mail',
          actor: intakeActor,
        }),
      markers: (seq) => [{ key: keys.raw(rawKey), place: { caseId: origin.caseId, seq } }],
    });
    await flagUndeliverable(desk, told);
    return { caseId: origin.caseId, seq: change?.after.version ?? origin.seq };
  }
  return null;
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
