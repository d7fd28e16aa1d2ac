import { BatchGetCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Case } from '../domain/case/case.ts';
import type { Change } from '../domain/case/chain.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { ConditionFailed, type Table, transact, type WriteItem } from './dynamodb.ts';
import { indexKeys, keys } from './keys.ts';
import { type Report, reportAttribute, timelinePrefix } from './table.ts';

/** Somebody changed the case since it was read: read it again and decide again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** What a marker remembers: the place where its command or message ended up. */
export interface Place {
  readonly caseId: string;
  readonly seq: number;
}

/** The command or message was handled before; `place` is where. */
export class AlreadyDone extends Error {
  override readonly name = 'AlreadyDone';
  readonly place: Place;
  constructor(place: Place) {
    super(`Already done at ${place.caseId}.${place.seq}.`);
    this.place = place;
  }
}

/** A number drawn for a new case is in use: draw another. */
export class NumberTaken extends Error {
  override readonly name = 'NumberTaken';
}

/** A fact that is written once with a change, and never again. */
export interface Marker {
  readonly key: { readonly pk: string; readonly sk: string };
  readonly place: Place;
  /** Until when it counts, in seconds since 1970; absent means for good. */
  readonly expiresAt?: number;
  /** One that expired before this no longer counts, though DynamoDB may still hold it. */
  readonly forgottenBefore?: number;
}

/** A marker before it is known where it will point. */
export type Mark = Omit<Marker, 'place'>;

export interface CaseStore {
  readonly read: (caseId: string) => Promise<Case | null>;
  readonly timeline: (
    caseId: string,
    page?: { readonly after?: number; readonly limit?: number },
  ) => Promise<{ readonly entries: TimelineEntry[]; readonly next: number | null }>;
  readonly entry: (caseId: string, seq: number) => Promise<TimelineEntry | null>;
  /** An entry and its case as they stand now, and where a marker points, in one read. */
  readonly entryWithCase: (
    caseId: string,
    seq: number,
    marker?: Marker['key'],
  ) => Promise<{
    readonly entry: TimelineEntry | null;
    readonly of: Case | null;
    readonly place: Place | null;
  }>;
  /** @throws VersionConflict | AlreadyDone | NumberTaken */
  readonly commit: (change: Change, markers?: readonly Marker[]) => Promise<void>;
  /** Writes changes of several cases, all or none. @throws VersionConflict */
  readonly commitTogether: (changes: readonly Change[]) => Promise<void>;
  readonly place: (key: { pk: string; sk: string }) => Promise<Place | null>;
  /** Where messages with this Message-ID ended up: more than one when two messages share it. */
  readonly placesOfMessage: (messageId: string) => Promise<Place[]>;
  readonly remember: (marker: Marker) => Promise<void>;
  readonly caseIdOfNumber: (number: string) => Promise<string | null>;
  readonly readMany: (caseIds: readonly string[]) => Promise<Case[]>;
}

/** Cases in the one table: META with the timeline entries, in one transaction guarded by the version. */
export function caseStore(table: Table): CaseStore {
  const { client, name: TableName } = table;
  const get = async (Key: { pk: string; sk: string }) =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  const getMany = async (wanted: readonly object[], ConsistentRead: boolean) => {
    const found: Record<string, unknown>[] = [];
    let Keys = wanted as Record<string, unknown>[];
    while (Keys.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead } } }),
      );
      found.push(...(Responses?.[TableName] ?? []));
      Keys = UnprocessedKeys?.[TableName]?.Keys ?? [];
    }
    return found;
  };

  return {
    read: async (caseId) => toCase(await get(keys.case(caseId))),
    entry: async (caseId, seq) => toEntry(await get(keys.entry(caseId, seq))),
    place: async (key) => (await get(key))?.place ?? null,
    caseIdOfNumber: async (number) =>
      ((await get(keys.number(number)))?.place as Place | undefined)?.caseId ?? null,

    timeline: async (caseId, { after = 0, limit = 200 } = {}) => {
      const { pk, sk: from } = keys.entry(caseId, after + 1);
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': `${timelinePrefix}~` },
          Limit: limit,
          ConsistentRead: true,
        }),
      );
      const entries = (page.Items ?? []).flatMap((item) => toEntry(item) ?? []);
      return { entries, next: page.LastEvaluatedKey === undefined ? null : (entries.at(-1)?.seq ?? null) };
    },

    placesOfMessage: async (messageId) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.message(messageId, '').pk },
          Limit: 10,
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => item.place as Place);
    },

    commit: async (change, markers = []) => {
      const items = writes(TableName, change, markers);
      try {
        await transact(table, items);
      } catch (error) {
        if (error instanceof ConditionFailed) throw translate(error, change, markers);
        throw error;
      }
    },

    commitTogether: async (changes) => {
      try {
        await transact(
          table,
          changes.flatMap((change) => writes(TableName, change, [])),
        );
      } catch (error) {
        if (error instanceof ConditionFailed) throw new VersionConflict();
        throw error;
      }
    },

    remember: async ({ key, place, expiresAt }) => {
      await client.send(new PutCommand({ TableName, Item: { ...key, place, expiresAt } }));
    },

    entryWithCase: async (caseId, seq, marker) => {
      const wanted = [keys.entry(caseId, seq), keys.case(caseId), ...(marker ? [marker] : [])];
      const items = await getMany(wanted, true);
      const [entry, of, done] = wanted.map(({ sk }) => items.find((item) => item.sk === sk));
      return { entry: toEntry(entry), of: toCase(of), place: (done?.place as Place | undefined) ?? null };
    },

    readMany: async (caseIds) => {
      const items = await getMany(
        caseIds.map((caseId) => keys.case(caseId)),
        false,
      );
      return items.flatMap((item) => toCase(item) ?? []);
    },
  };
}

function writes(
  TableName: string,
  { before, after, entries }: Change,
  markers: readonly Marker[],
): WriteItem[] {
  const guard =
    before === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: '#version = :version', ExpressionAttributeNames: { '#version': 'version' } };
  const values = before === null ? {} : { ExpressionAttributeValues: { ':version': before.version } };
  const once = {
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const markersOf = before === null ? [numberMarker(after), ...markers] : markers;
  return [
    {
      Put: {
        TableName,
        Item: caseItem(after),
        ...guard,
        ...values,
      },
    },
    ...markersOf.map(({ key, place, expiresAt, forgottenBefore }) => ({
      Put: {
        TableName,
        Item: { ...key, place, expiresAt },
        ...once,
        ...(forgottenBefore === undefined
          ? {}
          : {
              ConditionExpression: `${once.ConditionExpression} OR expiresAt < :forgotten`,
              ExpressionAttributeValues: { ':forgotten': forgottenBefore },
            }),
      },
    })),
    ...entries.map((entry) => ({
      Put: { TableName, Item: { ...keys.entry(entry.caseId, entry.seq), ...entry }, ...once },
    })),
  ];
}

/** A case as the table and its indexes hold it. */
export function caseItem(of: Case): Record<string, unknown> {
  const stage = of.critical === null ? {} : { stage: of.critical.stage };
  const { firstRespondedAt, reopened, closedHow } = of;
  const report = { [reportAttribute]: { firstRespondedAt, reopened, closedHow } satisfies Report };
  return { ...keys.case(of.caseId), ...of, ...stage, ...report, ...indexKeys(of) };
}

const numberMarker = ({ number, caseId }: Case): Marker => ({
  key: keys.number(number),
  place: { caseId, seq: 1 },
});

/** A marker that was there wins over a version that moved: done is done, whatever else happened since. */
function translate({ failed }: ConditionFailed, { before }: Change, markers: readonly Marker[]): Error {
  const numbered = before === null ? 1 : 0;
  for (const { index, item } of failed) {
    if (index > numbered && index <= numbered + markers.length && item !== null) {
      return new AlreadyDone(plainPlace(item));
    }
  }
  if (numbered === 1 && failed.some(({ index }) => index === 1)) return new NumberTaken();
  return new VersionConflict();
}

/** The old item comes back in DynamoDB's own notation or plain, by SDK version. */
function plainPlace(item: Record<string, unknown>): Place {
  const place = item.place as Place | { M: { caseId: { S: string }; seq: { N: string } } };
  return 'M' in place ? { caseId: place.M.caseId.S, seq: Number(place.M.seq.N) } : place;
}

function toCase(item: Record<string, unknown> | undefined): Case | null {
  if (item === undefined) return null;
  const { pk, sk, stage, [reportAttribute]: _report, ...beside } = item;
  const { accountPk, accountSk, statusPk, statusSk, ownerPk, ownerSk, duePk, dueSk, ...rest } = beside;
  return rest as unknown as Case;
}

function toEntry(item: Record<string, unknown> | undefined): TimelineEntry | null {
  if (item === undefined) return null;
  const { pk, sk, ...rest } = item;
  return rest as unknown as TimelineEntry;
}
