import type { CaseLists } from '../../aws/case-lists.ts';
import type { DigestClaims } from '../../aws/digest-claims.ts';
import { MailRefused, type OutboundMail } from '../../aws/outbound-mail.ts';
import type { Person } from '../../domain/account/person.ts';
import { formatNumber } from '../../domain/case/case.ts';
import { composeMail } from '../../email/compose.ts';
import { domainOf } from '../../email/index.ts';
import { noticeSubject, renderMail } from '../../notices/index.ts';
import type { Desk } from '../desk.ts';
import { sha256 } from '../ids.ts';
import { type AccountDigest, digestOf } from './tam-digest.ts';

export interface DigestDesk extends Pick<Desk, 'directory' | 'now' | 'settings'> {
  readonly lists: CaseLists;
  readonly claims: DigestClaims;
  readonly outbound: OutboundMail;
  readonly webUrl: string;
}

/**
 * Mails each technical account manager the week of the accounts that they follow. Who has none gets none;
 * nobody gets a week twice.
 *
 * @returns how many digests went out
 * @throws Error naming whose digest could not be sent; the others went out
 */
export async function sendDigests(desk: DigestDesk): Promise<number> {
  const managers = (await desk.directory.people()).filter(
    ({ roles, enabled }) => roles.includes('tam') && enabled,
  );
  const refused: string[] = [];
  let sent = 0;
  for (const person of managers) {
    const { accounts } = await digestOf(desk, person.personId);
    if (accounts.length === 0) continue;
    try {
      if (await sendOnce(desk, person, accounts)) sent += 1;
    } catch (error) {
      refused.push(`${person.personId} (${error instanceof MailRefused ? error.code : String(error)})`);
    }
  }
  if (refused.length > 0) throw new Error(`The digest could not be sent of ${refused.join(', ')}.`);
  return sent;
}

async function sendOnce(
  desk: DigestDesk,
  person: Person,
  accounts: readonly AccountDigest[],
): Promise<boolean> {
  const now = desk.now();
  const week = weekOf(now);
  if (!(await desk.claims.claim(person.personId, week, now))) return false;
  const { supportAddress } = desk.settings;
  const raw = await digestMail(desk, { person, accounts, week });
  try {
    await desk.outbound.send(raw, { from: supportAddress, recipients: [person.address] });
  } catch (error) {
    // Refused for certain: nothing went out, and the next run may try again.
    if (error instanceof MailRefused) await desk.claims.giveBack(person.personId, week);
    throw error;
  }
  await desk.claims.settle(person.personId, week, now);
  return true;
}

/** The digest as the bytes of a mail. */
export async function digestMail(
  { settings, webUrl, now }: Pick<DigestDesk, 'settings' | 'webUrl' | 'now'>,
  { person, accounts, week }: { person: Person; accounts: readonly AccountDigest[]; week: string },
): Promise<Uint8Array> {
  const { deskName, supportAddress } = settings;
  const language = person.languages[0] ?? 'en';
  const total = (count: (of: AccountDigest) => number) =>
    String(accounts.reduce((sum, of) => sum + count(of), 0));
  const variables = {
    accountName: accounts.map(({ name }) => name).join(', '),
    opened: total(({ opened }) => opened),
    closed: total(({ closed }) => closed),
    silent: total(({ silent }) => silent),
    reopened: total(({ reopened }) => reopened),
    breached: total(({ breached }) => breached),
    awaitingCustomer: total(({ awaitingCustomer }) => awaitingCustomer),
    cases: accounts.flatMap(linesOf).join('\n'),
    timeZone: person.timeZone,
  };
  const notice = 'weekly-digest' as const;
  const sender = { name: deskName, address: supportAddress };
  return await composeMail({
    mail: {
      to: [{ address: person.address, name: person.name }],
      cc: [],
      subject: noticeSubject(notice, language, variables),
      language,
      inReplyTo: null,
      references: [],
      automatic: true,
    },
    ...renderMail({ notice, variables, language }, '', { deskName, webUrl }),
    from: sender,
    replyTo: sender,
    messageId: `digest.${sha256(`${person.personId} ${week}`).slice(0, 20)}@${domainOf(supportAddress) ?? ''}`,
    date: now(),
  });
}

function linesOf({ name, cases }: AccountDigest): string[] {
  return cases.map(({ number, subject }) => `${formatNumber(number)} · ${name} · ${subject}`);
}

/** The week that is told, by the day on which it is told. */
function weekOf(now: string): string {
  const day = new Date(now);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
