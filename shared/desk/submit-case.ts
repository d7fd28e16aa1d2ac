import type * as z from 'zod';
import { keys } from '../aws/keys.ts';
import type { Uploads } from '../aws/uploads.ts';
import type { SubmitCase } from '../contracts/api/cases.ts';
import { authoriseAccount } from '../domain/access/policy.ts';
import { actorOf, type Principal } from '../domain/access/principal.ts';
import type { Account, Contact } from '../domain/account/account.ts';
import type { Case } from '../domain/case/case.ts';
import type { VitalInformation } from '../domain/case/critical-events.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import type { AttachmentRef } from '../domain/case/mail.ts';
import { automaticMessage } from '../domain/case/message.ts';
import { decideOpen } from '../domain/case/open.ts';
import type { Terms } from '../domain/case/terms.ts';
import type { Language, Party } from '../domain/case/vocabulary.ts';
import { InvalidInput, NotFound } from '../errors/index.ts';
import { acknowledgement } from './acknowledgement.ts';
import { intakeActor } from './actors.ts';
import { commandMarker, readCase } from './commands.ts';
import { declarationEntries, drawPin, pinMarker } from './critical/declaration.ts';
import type { Desk } from './desk.ts';
import { followsEntry, linkBack } from './follow-up.ts';
import { openCase } from './open-case.ts';
import type { OwnerRule } from './owner-rule.ts';
import { submittedAttachments } from './submitted-attachments.ts';
import { termsOf } from './terms-of.ts';

export interface SubmittingDesk extends Desk {
  readonly hotlineNumbers: readonly string[];
  readonly owners: OwnerRule;
  readonly uploads: Uploads;
}

type Submitted = z.output<typeof SubmitCase>;

interface Submission {
  readonly principal: Principal;
  readonly submitted: Submitted;
  /** Names the command, so that repeating it within a day gives the same case. */
  readonly commandKey: string | null;
  /** Names the event of another system that asks for the case: it is remembered for good. */
  readonly eventKey?: string;
  /** Names what the case is about, where there may be one case of it: whoever comes second gets the first one's. */
  readonly onlyKey?: string;
  /** The closed case that this one goes on from. */
  readonly follows?: Case;
}

/**
 * Opens a case that somebody submits by the dashboard, the API or an event; the desk may do so for a
 * customer. The same command or event gives the same case.
 */
export async function submitCase(
  desk: SubmittingDesk,
  { principal, submitted, commandKey, eventKey, onlyKey, follows }: Submission,
): Promise<Case> {
  const { account, contact } = await forWhom(desk, principal, submitted);
  const files = await submittedAttachments(desk.uploads, principal, submitted.attachmentIds);
  const terms = await termsOf(desk, account.accountId);
  const requester = requesterOf(principal, contact);
  const language = contact?.language ?? account.language;
  const timeZone = contact?.timeZone ?? account.timeZone;
  const now = desk.now();
  const actor = actorOf(principal);
  const pin = drawPin();
  const { subject, severity, description, affected } = submitted;
  const source = principal.kind === 'machine' ? 'api' : 'dashboard';
  const message = described({ requester, text: description, subject, files });
  const receiver = { subject, requester, parties: [requester], language, thread: [] };

  const ownerOf = await desk.owners.prepare();
  const result = await openCase(desk, {
    markers: (caseId) => [
      ...commandMarker(desk, commandKey, { caseId, seq: 1 }),
      ...[eventKey, onlyKey].flatMap((key) =>
        key === undefined ? [] : [{ key: keys.done(key), place: { caseId, seq: 1 } }],
      ),
      ...(severity === 'critical' ? [pinMarker(pin, caseId)] : []),
    ],
    decide: ({ caseId, number }) => [
      ...decideOpen(
        {
          number,
          accountId: account.accountId,
          subject,
          category: submitted.category,
          severity,
          channel: eventKey === undefined ? source : 'event',
          language,
          requester,
          parties: [requester],
          ...(affected === undefined
            ? {}
            : { affected: affected as NonNullable<CaseEvents['case.opened']['affected']> }),
          calendarId: account.calendarId,
          quarantine: null,
          message,
        },
        { now, actor, terms },
      ),
      ...(follows === undefined ? [] : [followsEntry(follows, now)]),
      ...ownerOf({ caseId, language, category: submitted.category, status: 'new', ownerId: null }),
      ...(severity === 'critical'
        ? declarationEntries(
            receiver,
            {
              hotlineNumbers: desk.hotlineNumbers,
              pin,
              vitalInformation: vitalOf(submitted),
              source,
              timeZone,
            },
            { now, actor },
          )
        : receiptOf(principal, receiver, { timeZone, now, terms })),
    ],
  });
  const of = 'opened' in result ? result.opened : await readCase(desk, principal, result.existing.caseId);
  if (follows !== undefined) await linkBack(desk, follows, of);
  return of;
}

/** The receipt goes to a person; a machine that submits has its answer. */
function receiptOf(
  { kind }: Principal,
  of: { subject: string; requester: Party; language: Language },
  when: { timeZone: string; now: string; terms: Terms },
): NewEntry[] {
  if (kind === 'machine' || of.requester.address === '') return [];
  const { subject, requester, language } = of;
  const mail = acknowledgement({ subject, requester, language, messageId: null, ...when });
  return [automaticMessage(mail, { now: when.now, actor: intakeActor })];
}

/** What the submitter gave for the callback; the case's own words describe it unless they wrote others. */
function vitalOf({ vitalInformation, description }: Submitted): VitalInformation | null {
  if (vitalInformation === undefined) return null;
  const { language, ...given } = vitalInformation;
  const words = vitalInformation.description ?? description.slice(0, 10_000);
  return { ...given, description: words, ...(language === undefined ? {} : { language }) };
}

async function forWhom(
  { directory }: Desk,
  principal: Principal,
  { accountId: asked, contactId }: Submitted,
): Promise<{ account: Account; contact: Contact | null }> {
  const accountId = principal.accountId ?? asked;
  if (accountId === undefined) {
    throw new InvalidInput('Say for whom the case is opened.', [
      { path: 'accountId', message: 'Name the customer’s account.' },
    ]);
  }
  authoriseAccount(principal, asked ?? accountId);
  const account = await directory.account(accountId);
  if (account === null) throw new NotFound('account', accountId);
  const who = principal.kind === 'contact' ? principal.id : contactId;
  if (who === undefined && principal.kind === 'machine') {
    return { account, contact: (await directory.contacts(accountId)).find(isReachable) ?? null };
  }
  const contact = who === undefined ? null : await directory.contact(accountId, who);
  if (who !== undefined && contact === null) throw new NotFound('contact', who);
  return { account, contact };
}

/** Who answers for the account where a machine submits and names nobody: closing takes a person's agreement. */
const isReachable = ({ enabled, addresses }: Contact): boolean =>
  enabled && addresses.some(({ verified, undeliverable }) => verified && !undeliverable);

function requesterOf(principal: Principal, contact: Contact | null): Party {
  const address = contact?.addresses.find(
    ({ verified, undeliverable }) => verified && !undeliverable,
  )?.address;
  if (contact === null || address === undefined) return { address: principal.address, name: principal.name };
  return { address, name: contact.name, contactId: contact.contactId };
}

/** The customer's words as a message that came in by the dashboard or the API. */
export function described({
  requester,
  text,
  subject,
  files,
}: {
  requester: Party;
  text: string;
  subject: string;
  files: AttachmentRef[];
}): CaseEvents['message.received'] {
  return {
    from: requester,
    to: [],
    cc: [],
    subject,
    text,
    truncated: false,
    hasHtml: false,
    rawKey: null,
    messageId: null,
    attachments: files,
    refusedAttachments: [],
    automatic: null,
    verdicts: null,
    unreadable: false,
    asksAnswer: true,
  };
}
