import type { Directory } from '../../aws/directory.ts';
import type { Case } from '../../domain/case/case.ts';
import { decideAcknowledge, decideDecline } from '../../domain/case/critical/acknowledge.ts';
import { takenUntil } from '../../domain/case/critical/clocks.ts';
import { isCritical } from '../../domain/case/critical/guards.ts';
import { pageNotices } from '../../domain/case/critical/page.ts';
import type { TimelineEntry } from '../../domain/case/events.ts';
import type { NoticeKind } from '../../domain/case/mail.ts';
import type { Actor, Language } from '../../domain/case/vocabulary.ts';
import { type Hmac, linkToken, readLinkToken } from '../../domain/mail/token.ts';
import { NotFound } from '../../errors/index.ts';
import { changeCase } from '../change-case.ts';
import type { DecidingDesk } from '../desk.ts';
import { customerName } from './customer-name.ts';

/** What links of pages are read and made with. */
export interface PageLinkDesk extends Pick<DecidingDesk, 'cases' | 'now'> {
  readonly directory: Pick<Directory, 'person' | 'account'>;
  readonly hmac: Hmac;
}

/** What somebody woken at night needs to see on their telephone, before they sign in anywhere. */
export interface PageCard {
  readonly caseId: string;
  readonly number: string;
  readonly customer: string;
  readonly contactName: string | null;
  /** The number to call, in E.164 form. */
  readonly phone: string | null;
  readonly declaredAt: string;
  readonly callbackDueAt: string | null;
  readonly reachedAt: string | null;
  readonly language: Language;
  readonly timeZone: string;
  /** Who has it, and whether that is the reader. */
  readonly takenBy: string | null;
  readonly mine: boolean;
  /** Whether there is still a customer to be called: if not, nothing else is said of them. */
  readonly open: boolean;
}

/** How long a page may lie on a telephone and still open its case. */
const linkLives = 24 * 60 * 60_000;

/** Whether a mail pages somebody who is to call a customer back: its link takes the case, or passes it on. */
export const isPage = (notice: NoticeKind | null): boolean => pageNotices.some((asking) => asking === notice);

/** The address at which one person takes one page. */
export const pageUrl = (
  { webUrl, hmac }: { readonly webUrl: string; readonly hmac: Hmac },
  { caseId, seq }: Pick<TimelineEntry, 'caseId' | 'seq'>,
): string => `${webUrl}/pages/${linkToken('page', { caseId, seq }, hmac)}`;

/**
 * What a page's link shows. Reading it takes nothing: telephones open links by themselves to show a preview.
 *
 * @throws NotFound for a link that nobody signed, or that is a day old
 */
export async function readPage(desk: PageLinkDesk, token: string): Promise<PageCard> {
  const { of, person } = await linked(desk, token);
  const account = of.accountId === null ? null : await desk.directory.account(of.accountId);
  const critical = of.critical;
  const open = isCritical(of) && of.critical.callbackReachedAt === null;
  const vital = open ? (critical?.vitalInformation ?? null) : null;
  const until = critical === null ? null : takenUntil(critical);
  const takenBy = until !== null && desk.now() < until ? (critical?.acknowledgedBy ?? null) : null;
  const holder = takenBy === null ? null : await desk.directory.person(takenBy);
  return {
    caseId: of.caseId,
    number: of.number,
    customer: open ? customerName(of, account) : (account?.name ?? ''),
    contactName: vital?.contactName ?? null,
    phone: vital?.contactPhone ?? null,
    declaredAt: critical?.declaredAt ?? of.openedAt,
    callbackDueAt: critical?.callbackDueAt ?? null,
    reachedAt: critical?.callbackReachedAt ?? null,
    language: person.languages[0] ?? 'en',
    timeZone: person.timeZone,
    takenBy: holder?.name ?? takenBy,
    mine: takenBy === person.personId,
    open,
  };
}

/**
 * Takes the page for the person whom it was sent to, or passes it on. Pressed twice in time, it is said once.
 *
 * @throws NotFound | Conflict
 */
export async function answerPage(
  desk: PageLinkDesk,
  token: string,
  { takes }: { readonly takes: boolean },
): Promise<PageCard> {
  const { of, person, channel } = await linked(desk, token);
  const actor: Actor = { kind: 'agent', id: person.personId, name: person.name };
  const decide = takes ? decideAcknowledge : decideDecline;
  await changeCase(desk, {
    caseId: of.caseId,
    decide: (current) => decide(current, { channel }, { now: desk.now(), actor, side: 'desk' }),
  });
  return await readPage(desk, token);
}

async function linked(desk: PageLinkDesk, token: string) {
  const place = readLinkToken('page', token, desk.hmac);
  if (place === null) throw noSuchPage();
  const [of, entry] = await Promise.all([
    desk.cases.read(place.caseId),
    desk.cases.entry(place.caseId, place.seq),
  ]);
  const paged = entry === null ? null : recipientOf(entry);
  if (of === null || entry === null || paged === null) throw noSuchPage();
  if (Date.parse(desk.now()) - Date.parse(entry.at) > linkLives) throw noSuchPage();
  const person = await desk.directory.person(paged.personId);
  if (person?.enabled !== true) throw noSuchPage();
  return { of: of as Case, person, channel: paged.channel };
}

/** A page by text message is its own entry; one by mail is read from the mail that was beside it. */
function recipientOf(entry: TimelineEntry): { personId: string; channel: string } | null {
  if (entry.type === 'page.sent') return entry.data;
  if (entry.type !== 'notice.sent' || !isPage(entry.data.mail.notice)) return null;
  const { personId } = entry.data.mail.variables;
  return personId === undefined ? null : { personId, channel: 'mail' };
}

const noSuchPage = () => new NotFound('page', 'of this link');
