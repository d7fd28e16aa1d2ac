import type { Case } from '../domain/case/case.ts';

/** What a list shows of a case, and so what the list indexes carry: a list reads no case one by one. */
const summaryAttributes = [
  'caseId',
  'number',
  'accountId',
  'subject',
  'category',
  'severity',
  'status',
  'channel',
  'requester',
  'ownerId',
  'ownerName',
  'openedAt',
  'updatedAt',
  'closedAt',
  'deadlines',
  'missed',
  'quarantine',
  'stage',
  'version',
] as const satisfies readonly (keyof Case | 'stage')[];

/**
 * Where an account's index carries what its reports read beside that. One attribute, because an index of
 * DynamoDB carries at most 20 (Amazon DynamoDB API Reference, "Projection").
 */
export const reportAttribute = 'report';

/** What that attribute holds. */
export type Report = Pick<Case, 'firstRespondedAt' | 'reopened' | 'closedHow'>;

interface Index {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes beside the keys; `keys-only` copies none. */
  readonly projection: 'keys-only' | readonly string[];
}

/**
 * The one table, as the stack creates it and as the adapters use it.
 *
 * | item | pk | sk |
 * |---|---|---|
 * | case (the fold of its timeline) | `CASE#id` | `META` |
 * | timeline entry = event | `CASE#id` | `T#000001` |
 * | sending of an entry's mail | `CASE#id` | `S#000001` |
 * | what the critical workflow waits on | `CASE#id` | `TASK` |
 * | case number | `NUMBER#digits` | `NUMBER` |
 * | PIN of critical cases | `PIN#digits` | case id |
 * | proof that a channel reaches its person | `PROOF#personId` | channel id |
 * | message seen, and where | `MSGID#id` | fingerprint |
 * | the same of a mail in quarantine | `HELD#id` | fingerprint |
 * | mail of ours that SES took, and where | `SESID#id` | `SENT` |
 * | raw mail processed | `RAW#key` | `RAW` |
 * | command already done | `DONE#key` | `DONE` |
 * | who an address belongs to | `ADDRESS#address` | `ADDRESS` |
 * | who a sign-in name is | `USER#name` | `USER` |
 * | account, its contacts and settings | `ACCOUNT#id` | `META`, `CONTACT#id`, ... |
 * | the desk's people, calendars, schedules | `DESK` | `PERSON#id`, `MACHINE#id`, `CALENDAR#id`, ... |
 * | an account's webhooks, exports and erasures | `ACCOUNT#id` | `WEBHOOK#id`, `EXPORT#id`, `ERASURE#id` |
 * | whose a webhook is, what it was sent | `WEBHOOK#id` | `OWNER`, `D#id` |
 * | who looks at a case | `PRESENCE#id` | person id |
 * | what a command's key was used for | `USED#key` | `USED` |
 * | who changed what besides cases, never touched again | `AUDIT` | time, kind, id |
 * | weekly digest sent | `DIGEST#personId` | week |
 * | how far the look at all raw mails has come | `MAILSWEEP` | `STATE` |
 */
export const tableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'expiresAt',
  indexes: {
    byAccount: {
      name: 'byAccount',
      partitionKey: 'accountPk',
      sortKey: 'accountSk',
      projection: [...summaryAttributes, reportAttribute],
    },
    byStatus: {
      name: 'byStatus',
      partitionKey: 'statusPk',
      sortKey: 'statusSk',
      projection: summaryAttributes,
    },
    byOwner: { name: 'byOwner', partitionKey: 'ownerPk', sortKey: 'ownerSk', projection: summaryAttributes },
    byDue: { name: 'byDue', partitionKey: 'duePk', sortKey: 'dueSk', projection: 'keys-only' },
  },
} as const satisfies { indexes: Record<string, Index>; [key: string]: unknown };

/** The sort-key prefix of timeline entries: the stream filter of `publish-events` lets only these through. */
export const timelinePrefix = 'T#';
