import type { Case } from '../domain/case/case.ts';

/** What a list shows of a case, and so what the list indexes carry: a list reads no case one by one. */
export const summaryAttributes = [
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
  'lastCustomerAt',
  'lastDeskAt',
  'deadlines',
  'missed',
  'quarantine',
  'stage',
  'version',
] as const satisfies readonly (keyof Case | 'stage')[];

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
 * | case number | `NUMBER#digits` | `NUMBER` |
 * | message seen, and where | `MSGID#id` | fingerprint |
 * | raw mail processed | `RAW#key` | `RAW` |
 * | command already done | `DONE#key` | `DONE` |
 * | who an address belongs to | `ADDRESS#address` | `ADDRESS` |
 * | who a sign-in name is | `USER#name` | `USER` |
 * | account, its contacts and settings | `ACCOUNT#id` | `META`, `CONTACT#id`, ... |
 * | the desk's people, calendars, schedules | `DESK` | `PERSON#id`, `CALENDAR#id`, ... |
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
      projection: summaryAttributes,
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
