import type { AuditEntry } from '../domain/audit/change.ts';
import { type Case, mostUrgent, nextDeadline } from '../domain/case/case.ts';

/** How many partitions the due index has: each takes 1,000 writes a second. */
export const dueShards = 4;

const far = '9999-12-31T00:00:00.000Z';
const padded = (seq: number): string => String(seq).padStart(6, '0');

/** Every key of the table is written here and nowhere else. */
export const keys = {
  case: (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'META' }),
  entry: (caseId: string, seq: number) => ({ pk: `CASE#${caseId}`, sk: `T#${padded(seq)}` }),
  sending: (caseId: string, seq: number) => ({ pk: `CASE#${caseId}`, sk: `S#${padded(seq)}` }),
  number: (number: string) => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' }),
  /** Short enough to be drawn twice: it names cases, and the caller says which. */
  pin: (pin: string, caseId: string) => ({ pk: `PIN#${pin}`, sk: caseId }),
  /** What the critical workflow waits on. */
  task: (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'TASK' }),
  message: (messageId: string, fingerprint: string) => ({ pk: `MSGID#${messageId}`, sk: fingerprint }),
  /** A mail of ours, by the id that SES gave it: no Message-ID that somebody writes is read as one. */
  sesId: (sesMessageId: string) => ({ pk: `SESID#${sesMessageId}`, sk: 'SENT' }),
  /** A mail that waits in quarantine: apart, because what a stranger writes leads nobody to a case. */
  held: (messageId: string, fingerprint: string) => ({ pk: `HELD#${messageId}`, sk: fingerprint }),
  /** Where a thread is worked on whose mails we have not all seen (zammad#5716). */
  thread: (messageId: string, caseId: string) => ({ pk: `MSGID#${messageId}`, sk: `thread.${caseId}` }),
  raw: (objectKey: string) => ({ pk: `RAW#${objectKey}`, sk: 'RAW' }),
  handedIn: (objectKey: string) => ({ pk: `RAW#${objectKey}`, sk: 'HANDED-IN' }),
  done: (commandKey: string) => ({ pk: `DONE#${commandKey}`, sk: 'DONE' }),
  /** A word of a case; the first two letters spread the index, case ids sort by age. */
  word: (scope: string | null, term: string, caseId: string) => ({
    pk: `WORD#${scope ?? '*'}#${term.slice(0, 2)}`,
    sk: `${term}#${caseId}`,
  }),
  /** How many mails an address was sent by rule on a day. */
  answers: (address: string, day: string) => ({ pk: `ANSWERS#${address.toLowerCase()}`, sk: day }),
  upload: (attachmentId: string) => ({ pk: `UPLOAD#${attachmentId}`, sk: 'UPLOAD' }),
  address: (address: string) => ({ pk: `ADDRESS#${address.toLowerCase()}`, sk: 'ADDRESS' }),
  user: (username: string) => ({ pk: `USER#${username.toLowerCase()}`, sk: 'USER' }),
  domain: (domain: string) => ({ pk: `DOMAIN#${domain.toLowerCase()}`, sk: 'DOMAIN' }),
  account: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'META' }),
  /** The list of accounts, by id. */
  accountEntry: (accountId: string) => ({ pk: 'ACCOUNTS', sk: accountId }),
  contact: (accountId: string, contactId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `CONTACT#${contactId}`,
  }),
  person: (personId: string) => ({ pk: 'DESK', sk: `PERSON#${personId}` }),
  machine: (clientId: string) => ({ pk: 'DESK', sk: `MACHINE#${clientId}` }),
  rules: { pk: 'DESK', sk: 'RULES' },
  schedule: { pk: 'DESK', sk: 'SCHEDULE' },
  channelProof: (personId: string, channelId: string) => ({ pk: `PROOF#${personId}`, sk: channelId }),
  calendar: (calendarId: string) => ({ pk: 'DESK', sk: `CALENDAR#${calendarId}` }),
  cannedAnswer: (answerId: string) => ({ pk: 'DESK', sk: `ANSWER#${answerId}` }),
  presence: (caseId: string, personId: string) => ({ pk: `PRESENCE#${caseId}`, sk: personId }),
  /** What a command's key was first used for. */
  commandUse: (commandKey: string) => ({ pk: `USED#${commandKey}`, sk: 'USED' }),
  webhook: (accountId: string, webhookId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `WEBHOOK#${webhookId}`,
  }),
  webhookOwner: (webhookId: string) => ({ pk: `WEBHOOK#${webhookId}`, sk: 'OWNER' }),
  delivery: (webhookId: string, deliveryId: string) => ({
    pk: `WEBHOOK#${webhookId}`,
    sk: `D#${deliveryId}`,
  }),
  export: (accountId: string, exportId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: `EXPORT#${exportId}` }),
  erasure: (accountId: string, contactId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `ERASURE#${contactId}`,
  }),
  alarm: (alarm: string) => ({ pk: `ALARM#${alarm}`, sk: 'STATE' }),
  /** The trail of everything besides cases, by time; no two changes of a thing lead to one version. */
  audit: ({ at, subject: { kind, id, accountId }, version }: AuditEntry) => ({
    pk: 'AUDIT',
    sk: `${at}#${kind}#${accountId ?? ''}#${id}#${version}`,
  }),
  auditTrail: 'AUDIT',
  mailSweep: () => ({ pk: 'MAILSWEEP', sk: 'STATE' }),
  digest: (personId: string, week: string) => ({ pk: `DIGEST#${personId}`, sk: week }),
} as const;

/** The index keys of a case: absent attributes keep it out of an index. */
export function indexKeys(of: Case): Record<string, string> {
  const position = of.status === 'closed' ? (of.closedAt ?? of.updatedAt) : (mostUrgent(of)?.at ?? far);
  const due = nextDeadline(of);
  const sk = `${position}#${of.caseId}`;
  return {
    ...(of.accountId === null
      ? {}
      : {
          accountPk: partitions.account(of.accountId, of.status === 'closed'),
          accountSk: `${of.updatedAt}#${of.caseId}`,
        }),
    statusPk: partitions.status(of.status),
    statusSk: sk,
    ...(of.status === 'quarantined'
      ? {}
      : { ownerPk: partitions.owner(of.ownerId, of.status === 'closed'), ownerSk: sk }),
    ...(due === null ? {} : { duePk: partitions.due(shardOf(of.caseId)), dueSk: `${due.at}#${of.caseId}` }),
  };
}

export const partitions = {
  /** Open ones apart: a report reads them all, however long ago they last changed. */
  account: (accountId: string, closed: boolean) => `A#${accountId}${closed ? '' : '#open'}`,
  status: (status: string) => `S#${status}`,
  owner: (ownerId: string | null, closed: boolean) => `O#${ownerId ?? '-'}#${closed ? 'closed' : 'open'}`,
  due: (shard: number) => `DUE#${shard}`,
} as const;

/** Spreads cases over the due index; the same case is always in the same part. */
export function shardOf(caseId: string): number {
  let hash = 0;
  for (const character of caseId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % dueShards;
}
