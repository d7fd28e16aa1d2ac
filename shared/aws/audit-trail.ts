import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  type AuditEntry,
  type AuditedKind,
  type AuditedSubject,
  auditEntry,
  type ChangeAuthor,
} from '../domain/audit/change.ts';
import type { Table, WriteItem } from './dynamodb.ts';
import { keys } from './keys.ts';

/**
 * The line of the trail that goes into the same transaction as a change. It is added and never touched again:
 * nothing here updates or deletes one.
 *
 * @returns nothing where nothing changed
 */
export function auditLine(
  { name: TableName }: Pick<Table, 'name'>,
  subject: AuditedSubject,
  {
    by,
    ...change
  }: { readonly before: object | null; readonly after: object | null; readonly by: ChangeAuthor },
): WriteItem[] {
  const entry = auditEntry(subject, change, by);
  if (entry === null) return [];
  const Item = { ...keys.audit(entry), ...entry };
  return [{ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }];
}

export interface AuditQuestion {
  readonly accountId?: string | undefined;
  readonly kind?: AuditedKind | undefined;
  /** The id of whoever made the change. */
  readonly actorId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface AuditTrail {
  /** Newest first; a page may be shorter than asked for, and ends the trail only if it has no cursor. */
  readonly read: (question: AuditQuestion) => Promise<{
    readonly items: (AuditEntry & { readonly auditId: string })[];
    readonly next: string | null;
  }>;
}

/** So many lines are looked at for one page, whatever is asked for. */
const linesAPage = 500;

/** Who changed what besides cases, and when. */
export function auditTrail({ client, name: TableName }: Table): AuditTrail {
  return {
    read: async ({ accountId, kind, actorId, limit, cursor }) => {
      const wanted = ({ subject, actor }: AuditEntry) =>
        (accountId === undefined || subject.accountId === accountId) &&
        (kind === undefined || subject.kind === kind) &&
        (actorId === undefined || actor.id === actorId);
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.auditTrail },
          ScanIndexForward: false,
          Limit: linesAPage,
          ...(cursor === undefined ? {} : { ExclusiveStartKey: { pk: keys.auditTrail, sk: cursor } }),
        }),
      );
      const found = Items.map(({ pk: _, sk, ...entry }) => ({
        ...(entry as AuditEntry),
        auditId: String(sk),
      }));
      const all = found.filter(wanted);
      const items = all.slice(0, limit);
      const more = all.length > limit ? items.at(-1)?.auditId : LastEvaluatedKey?.sk;
      return { items, next: more === undefined ? null : String(more) };
    },
  };
}
