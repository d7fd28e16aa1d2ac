import { AlreadyDone, type Mark, type Place } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { readOwnMessageId } from '../domain/mail/token.ts';
import { type Bounce, domainOf, sesIdOf } from '../email/index.ts';
import { intakeActor } from './actors.ts';
import type { Desk, MailDesk } from './desk.ts';
import { sha256 } from './ids.ts';
import { casesOfTokens } from './mail-claims.ts';
import { type Failure, recordUndelivered } from './undelivered.ts';

interface Report {
  /** The envelope's: a server that answers to Reply-To shows by the token which case its report is of. */
  readonly recipients: readonly string[];
  readonly bounces: readonly Bounce[];
  /** What is remembered with the report, so that it is placed once. */
  readonly marks: readonly Mark[];
}

export interface PlacedReport {
  readonly place: Place;
  /** Whether another delivery of it was placed before. */
  readonly known: boolean;
}

/**
 * Puts a bounce on the case whose mail bounced, found by the original Message-ID that the report names, or else
 * by the token of ours that it was sent to.
 * A recipient that the mail never had is not believed: anybody can write a bounce.
 *
 * @returns where it is, or null when the desk sent no such mail
 */
export async function placeBounces(
  desk: MailDesk,
  { recipients, bounces, marks }: Report,
): Promise<PlacedReport | null> {
  for (const { originalMessageId } of bounces) {
    const origin = originalMessageId === null ? null : await originOf(desk, originalMessageId);
    if (origin === null) continue;
    const failures = failuresOf(bounces, recipientsOf(await desk.cases.entry(origin.caseId, origin.seq)));
    if (failures.length > 0) return await record(desk, { origin, failures, marks });
  }
  const failed = new Set(bounces.map(({ recipient }) => recipient.toLowerCase()));
  for (const { of } of await casesOfTokens(desk, recipients)) {
    const origin = await newestMailTo(desk, of.caseId, failed);
    if (origin !== null)
      return await record(desk, { origin, failures: failuresOf(bounces, recipientsOf(origin)), marks });
  }
  return null;
}

/** The report does not say which mail it is about: most likely the last that went to one of its recipients. */
async function newestMailTo(
  desk: Desk,
  caseId: string,
  failed: ReadonlySet<string>,
): Promise<TimelineEntry | null> {
  let newest: TimelineEntry | null = null;
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<Desk['cases']['timeline']>> = await desk.cases.timeline(caseId, { after });
    for (const entry of page.entries) {
      if ([...recipientsOf(entry)].some((address) => failed.has(address))) newest = entry;
    }
    after = page.next;
  }
  return newest;
}

/** One server's report may come as several mails: what it says of one mail of ours is said once. */
async function record(
  desk: MailDesk,
  { origin, failures, marks }: Pick<Report, 'marks'> & { origin: Place; failures: readonly Failure[] },
): Promise<PlacedReport> {
  const { caseId } = origin;
  const said = failures.map(({ recipient, status, final }) => `${recipient} ${status} ${final}`).sort();
  const key = keys.done(`bounce:${caseId}.${origin.seq}:${sha256(said.join('\n'))}`);
  const before = await desk.cases.place(key);
  if (before !== null) return { place: before, known: true };
  try {
    const undelivered = {
      messageSeq: origin.seq,
      failures,
      source: 'bounce-mail',
      actor: intakeActor,
    } as const;
    const change = await recordUndelivered(desk, {
      caseId,
      undelivered,
      markers: (seq) => [{ key }, ...marks].map((mark) => ({ ...mark, place: { caseId, seq } })),
    });
    return { place: { caseId, seq: change?.after.version ?? origin.seq }, known: false };
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    return { place: error.place, known: true };
  }
}

/** Each recipient once, by the last that is said of them. */
function failuresOf(bounces: readonly Bounce[], recipients: ReadonlySet<string>): Failure[] {
  const byRecipient = new Map<string, Failure>();
  for (const { recipient, status, action, permanent, diagnostic } of bounces) {
    const address = recipient.toLowerCase();
    if (!recipients.has(address)) continue;
    byRecipient.set(address, { recipient, status, permanent, final: action === 'failed', diagnostic });
  }
  return [...byRecipient.values()];
}

async function originOf(desk: Desk, messageId: string): Promise<Place | null> {
  const own = readOwnMessageId(messageId, domainOf(desk.settings.supportAddress) ?? '', desk.hmac);
  if (own !== null) return own;
  const sesId = sesIdOf(messageId);
  return sesId === null ? null : await desk.cases.place(keys.taken(sesId));
}

function recipientsOf(entry: TimelineEntry | null): Set<string> {
  const mail = entry !== null && 'mail' in entry.data ? entry.data.mail : null;
  return new Set([...(mail?.to ?? []), ...(mail?.cc ?? [])].map(({ address }) => address.toLowerCase()));
}
