import type { NoticeKind } from '../domain/case/mail.ts';
import { InvalidInput } from '../errors/index.ts';

const ofCase = ['number', 'subject', 'caseUrl'] as const;
const ofPage = [...ofCase, 'accountName', 'ackUrl'] as const;

/**
 * What each notice must be told. Every value is a text: instants are ISO 8601 in UTC and are written in
 * `timeZone` (IANA), lists have one item a line, `refused` comes from `refusedFiles`. A case number may
 * come with or without its hyphen. More variables than these do no harm.
 */
export const noticeVariables = {
  acknowledgement: [...ofCase, 'answerBy', 'timeZone'],
  'critical-acknowledgement': [...ofCase, 'hotlineNumbers', 'pin'],
  'owner-changed': [...ofCase, 'ownerName'],
  'case-assigned': [...ofCase, 'assignedBy'],
  'closure-proposed': [...ofCase, 'summary', 'agreeUrl', 'declineUrl'],
  'closure-declined': [...ofCase, 'declinedBy', 'reason'],
  'closure-reminder': [...ofCase, 'summary', 'agreeUrl', 'declineUrl'],
  'case-closed': [...ofCase, 'summary', 'how'],
  'case-reopened': [...ofCase, 'reopenedBy', 'reason'],
  'cases-merged': [...ofCase, 'mergedNumber'],
  'stranger-receipt': ['number'],
  'attachments-refused': [...ofCase, 'refused'],
  'message-not-delivered': [...ofCase, 'recipient'],
  'customer-acted': [...ofCase, 'happening'],
  'deadline-missed': [...ofCase, 'deadline', 'dueAt', 'timeZone'],
  escalated: [...ofCase, 'escalatedBy', 'reason'],
  'callback-attempted': [
    ...ofCase,
    'phone',
    'outcome',
    'attemptedAt',
    'nextAttemptAt',
    'timeZone',
    'hotlineNumbers',
  ],
  'customer-update': [...ofCase, 'nature', 'changed', 'timeZone'],
  'cadence-proposed': [...ofCase, 'minutes'],
  'workaround-given': [...ofCase, 'description', 'givenAt', 'timeZone'],
  'workaround-failed': [...ofCase, 'reason'],
  'issue-ended': [...ofCase, 'description', 'endedAt', 'timeZone'],
  page: [...ofPage, 'callbackDueAt', 'timeZone', 'phone'],
  'page-again': [...ofPage, 'phone'],
  'page-overdue': [...ofPage, 'callbackDueAt', 'timeZone', 'phone'],
  'page-incomplete': [...ofPage, 'declaredAt', 'timeZone'],
  'critical-prompt': [...ofCase, 'matter', 'promptedAt', 'timeZone'],
  'verify-channel': ['code'],
  'weekly-digest': ['accountName', 'opened', 'closed', 'silent', 'reopened', 'breached'],
} as const satisfies Record<NoticeKind, readonly string[]>;

/** What a notice may be told besides; the text leaves out what it does not know. */
export const optionalNoticeVariables = {
  /** Outside business hours: when the desk opens. */
  acknowledgement: ['opensAt'],
  /** Once the vital information is complete: when we call, and which number. */
  'critical-acknowledgement': ['callbackDueAt', 'phone', 'timeZone'],
  'owner-changed': ['reason'],
  'case-assigned': ['reason', 'summary'],
  /**
   * Where the account's terms let a case end without an answer: when it will. Of a critical issue: its cause, empty
   * where it is not known, and what is still to be done, one a line.
   */
  'closure-proposed': ['lapsesAt', 'timeZone', 'cause', 'followUps'],
  'closure-declined': [],
  'closure-reminder': ['lapsesAt', 'timeZone', 'cause', 'followUps'],
  /** After an agreement: where the customer says how it was. */
  'case-closed': ['reopenBefore', 'timeZone', 'goodUrl', 'badUrl', 'cause', 'followUps'],
  'case-reopened': [],
  'cases-merged': [],
  'stranger-receipt': [],
  'attachments-refused': [],
  'message-not-delivered': ['status', 'diagnostic'],
  'customer-acted': [],
  'deadline-missed': ['ownerName'],
  escalated: ['accountName', 'answerBy', 'timeZone'],
  'callback-attempted': [],
  /** One of the first two; without both the estimate reads as unknown. */
  'customer-update': ['expectedResolutionAt', 'nextEstimateAt', 'nextUpdateAt'],
  'cadence-proposed': ['proposedBy'],
  'workaround-given': [],
  'workaround-failed': [],
  'issue-ended': [],
  page: ['contactName'],
  'page-again': ['contactName'],
  'page-overdue': ['contactName'],
  /** Whoever opened the case: all that is known of whom to ask. */
  'page-incomplete': ['contactName', 'contactEmail'],
  /** After a change of shift: who came on duty. */
  'critical-prompt': ['nextName'],
  'verify-channel': ['expiresAt', 'timeZone'],
  'weekly-digest': ['awaitingCustomer', 'cases'],
} as const satisfies Record<NoticeKind, readonly string[]>;

/** The variables that are instants: rendering writes them in the reader's language and zone. */
export const instantVariables: ReadonlySet<string> = new Set([
  'answerBy',
  'opensAt',
  'callbackDueAt',
  'declaredAt',
  'lapsesAt',
  'reopenBefore',
  'dueAt',
  'attemptedAt',
  'nextAttemptAt',
  'expectedResolutionAt',
  'nextEstimateAt',
  'nextUpdateAt',
  'givenAt',
  'endedAt',
  'expiresAt',
  'promptedAt',
]);

type Required<Kind extends NoticeKind> = (typeof noticeVariables)[Kind][number];
type Optional<Kind extends NoticeKind> = (typeof optionalNoticeVariables)[Kind][number];

/** The variables of one kind of notice, for `satisfies` where a mail is decided. */
export type NoticeVariables<Kind extends NoticeKind> = { readonly [Name in Required<Kind>]: string } & {
  readonly [Name in Optional<Kind>]?: string;
};

/**
 * Checks that a notice can be written before it is promised.
 *
 * @throws InvalidInput `missing-notice-variables`, naming every variable that is absent
 */
export function requireNoticeVariables<Kind extends NoticeKind>(
  notice: Kind,
  variables: Readonly<Record<string, string>>,
): asserts variables is Readonly<Record<string, string>> & NoticeVariables<Kind> {
  const missing = noticeVariables[notice].filter((name) => variables[name] === undefined);
  if (missing.length === 0) return;
  throw new InvalidInput(
    `The notice ${notice} cannot be written without ${missing.join(', ')}.`,
    missing.map((name) => ({ path: `variables.${name}`, message: `Give ${name} a value.` })),
    'missing-notice-variables',
  );
}

/** The `refused` variable of `attachments-refused`: which files were not kept, and each one's reason code. */
export function refusedFiles(files: readonly { readonly name: string; readonly because: string }[]): string {
  const oneField = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return files.map(({ name, because }) => `${oneField(because)}\t${oneField(name)}`).join('\n');
}
