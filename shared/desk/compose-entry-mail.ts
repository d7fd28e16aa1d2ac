import { type Case, formatNumber } from '../domain/case/case.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import type { NoticeKind, OutgoingMail } from '../domain/case/mail.ts';
import { linkToken, ownMessageId, replyToken, withToken } from '../domain/mail/token.ts';
import { composeMail, MailTooLarge } from '../email/compose.ts';
import { domainOf } from '../email/index.ts';
import { mailSubject, renderMail } from '../notices/index.ts';
import { filesOf } from './attachment-key.ts';
import { isPage, pageUrl } from './critical/page-link.ts';
import type { SendingDesk } from './send-mail.ts';

interface EntryMail {
  readonly entry: TimelineEntry;
  readonly mail: OutgoingMail;
  readonly of: Case;
}

/**
 * The bytes of an entry's mail: the same for the same entry, however often they are composed. Files that
 * would make it larger than SES takes are left in the dashboard, and the text says so; it also names files
 * that were announced with the message and never arrived.
 *
 * @throws InvalidInput when the entry cannot be written as a mail at all
 */
export async function composeEntryMail(desk: SendingDesk, of: EntryMail): Promise<Uint8Array> {
  const files = filesOf(of.entry);
  const loaded = await Promise.all(files.map((file) => load(desk, file)));
  const attachments = loaded.filter((file) => file !== null);
  const missingFiles = files.filter((_, index) => loaded[index] === null).map(({ file }) => file.name);
  try {
    return await composed(desk, of, { attachments, linkedFiles: [], missingFiles });
  } catch (error) {
    if (!(error instanceof MailTooLarge) || attachments.length === 0) throw error;
    const linkedFiles = attachments.map(({ name }) => name);
    return await composed(desk, of, { attachments: [], linkedFiles, missingFiles });
  }
}

type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

interface Files {
  readonly attachments: readonly Loaded[];
  /** Too large for a mail. */
  readonly linkedFiles: readonly string[];
  /** Announced, and never uploaded. */
  readonly missingFiles: readonly string[];
}

async function composed(
  desk: SendingDesk,
  { entry, mail, of }: EntryMail,
  { attachments, linkedFiles, missingFiles }: Files,
): Promise<Uint8Array> {
  const { deskName, supportAddress } = desk.settings;
  const number = formatNumber(of.number);
  const variables = {
    ...mail.variables,
    number: of.number,
    subject: mail.subject,
    caseUrl: `${desk.webUrl}/cases/${entry.caseId}`,
    ...closureLinks(desk, of),
    ...(isPage(mail.notice) ? { ackUrl: pageUrl(desk, entry) } : {}),
    ...satisfactionLinks(desk, entry, mail),
    ...escalationLink(desk, of, { entry, mail }),
    ...(linkedFiles.length === 0 ? {} : { linkedFiles: linkedFiles.join('\n') }),
    ...(missingFiles.length === 0 ? {} : { missingFiles: missingFiles.join('\n') }),
  };
  const body = 'text' in entry.data && typeof entry.data.text === 'string' ? entry.data.text : '';
  const { text, html } = renderMail({ ...mail, variables }, body, { deskName, webUrl: desk.webUrl });
  const token = replyToken(of.number, mail.to[0]?.address ?? '', desk.hmac);
  const domain = domainOf(supportAddress) ?? '';
  // One id for the whole case: it keeps a thread together even where nobody has answered by mail yet.
  const root = ownMessageId(of.caseId, 0, domain, desk.hmac);
  return await composeMail({
    mail: {
      ...mail,
      subject: mailSubject({ ...mail, variables }, number),
      references: [root, ...mail.references],
    },
    text,
    html,
    from: { name: deskName, address: supportAddress },
    replyTo: { name: deskName, address: withToken(supportAddress, token) },
    messageId: ownMessageId(entry.caseId, entry.seq, domain, desk.hmac),
    date: entry.at,
    attachments,
  });
}

/** Where the customer answers the open proposal with one click, without signing in. */
function closureLinks({ webUrl, hmac }: SendingDesk, of: Case): Record<string, string> {
  if (of.closureProposal === null) return {};
  const url = `${webUrl}/closures/${linkToken('closure', { caseId: of.caseId, seq: of.closureProposal.seq }, hmac)}`;
  return { agreeUrl: `${url}?answer=agree`, declineUrl: `${url}?answer=decline` };
}

/** Where the customer says with one click how it was, once both have agreed to close. */
function satisfactionLinks(
  { webUrl, hmac }: SendingDesk,
  { caseId, seq }: Pick<TimelineEntry, 'caseId' | 'seq'>,
  { notice, variables }: OutgoingMail,
): Record<string, string> {
  if (notice !== 'case-closed' || variables.how !== 'agreed') return {};
  const url = `${webUrl}/satisfaction/${linkToken('satisfaction', { caseId, seq }, hmac)}`;
  return { goodUrl: `${url}?rating=good`, badUrl: `${url}?rating=bad` };
}

/** Mails of the work on a case, in which the customer may miss something: each has its own link. */
const inProgress = new Set<NoticeKind | null>([
  null,
  'acknowledgement',
  'owner-changed',
  'closure-declined',
  'case-reopened',
]);

/** Where the customer puts the case before their technical account manager, without signing in. */
function escalationLink(
  { webUrl, hmac }: SendingDesk,
  { accountId, caseId }: Case,
  { entry: { seq }, mail: { notice } }: Pick<EntryMail, 'entry' | 'mail'>,
): Record<string, string> {
  if (accountId === null || !inProgress.has(notice)) return {};
  return { escalateUrl: `${webUrl}/escalations/${linkToken('escalation', { caseId, seq }, hmac)}` };
}

async function load({ attachments }: SendingDesk, { file, key }: ReturnType<typeof filesOf>[number]) {
  const content = await attachments.read(key);
  return content === null ? null : { ...file, content };
}
