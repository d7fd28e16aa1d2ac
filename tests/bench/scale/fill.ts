import { DatabaseSync } from 'node:sqlite';
import { caseItem } from '../../../shared/aws/case-store.ts';
import { keys } from '../../../shared/aws/keys.ts';
import { tableDefinition } from '../../../shared/aws/table.ts';
import type { Case } from '../../../shared/domain/case/case.ts';
import { termsOf } from '../../../shared/domain/case/search.ts';
import { syntheticCase } from './cases.ts';

type Item = Readonly<Record<string, unknown>>;

/** dynoxide writes a key with its type in front. */
const text = (value: unknown): string => `S:${String(value)}`;

/** DynamoDB's notation of a value; the SDK's own marshaller takes six times as long. */
const encode = (value: unknown): string => {
  if (value === null) return '{"NULL":true}';
  if (typeof value === 'string') return `{"S":${JSON.stringify(value)}}`;
  if (typeof value === 'number') return `{"N":"${value}"}`;
  if (Array.isArray(value)) return `{"L":[${value.map(encode).join(',')}]}`;
  const fields = Object.entries(value as object).filter(([, one]) => one !== undefined);
  return `{"M":{${fields.map(([name, one]) => `${JSON.stringify(name)}:${encode(one)}`).join(',')}}}`;
};

/** Every attribute of an item as text, to be put together for the table and for each index. */
const encoded = (item: Item): ReadonlyMap<string, string> =>
  new Map(Object.entries(item).map(([name, value]) => [name, `${JSON.stringify(name)}:${encode(value)}`]));

const indexes = Object.values(tableDefinition.indexes);
const perTransaction = 5_000;
const { partitionKey, sortKey } = tableDefinition;

/** The attributes that an index carries, besides the keys of both. */
const carried = new Map(
  indexes.map((index) => [
    index.name as string,
    [
      ...new Set<string>([
        partitionKey,
        sortKey,
        index.partitionKey,
        index.sortKey,
        ...(index.projection === 'keys-only' ? [] : index.projection),
      ]),
    ],
  ]),
);

const statements = (database: DatabaseSync, table: string) => {
  const put = database.prepare(
    `INSERT OR REPLACE INTO "${table}" (pk, sk, item_json, item_size) VALUES (?, ?, ?, ?)`,
  );
  const puts = new Map(
    indexes.map(({ name }) => [
      name as string,
      database.prepare(
        `INSERT OR REPLACE INTO "${table}::gsi::${name}" (gsi_pk, gsi_sk, table_pk, table_sk, item_json) VALUES (?, ?, ?, ?, ?)`,
      ),
    ]),
  );
  return {
    item(item: Item): void {
      const attributes = encoded(item);
      const json = `{${[...attributes.values()].join(',')}}`;
      put.run(text(item.pk), text(item.sk), json, Math.round(json.length * 0.7));
      for (const index of indexes) {
        const [partition, sort] = [item[index.partitionKey], item[index.sortKey]];
        if (partition === undefined || sort === undefined) continue;
        const kept = (carried.get(index.name) ?? []).flatMap((name) => attributes.get(name) ?? []);
        puts
          .get(index.name)
          ?.run(text(partition), text(sort), text(item.pk), text(item.sk), `{${kept.join(',')}}`);
      }
    },
  };
};

const itemsOf = (of: Case): Item[] => {
  const { caseId, number, accountId } = of;
  const terms = termsOf(of);
  return [
    caseItem(of),
    { ...keys.number(number), place: { caseId, seq: 1 } },
    ...[null, accountId].flatMap((scope) =>
      terms.map((term) => ({ ...keys.word(scope, term, caseId), caseId })),
    ),
  ];
};

/**
 * Writes cases straight into the database file of a stopped local cloud: the case, its number, its entries in the
 * four indexes and its search words, each as the desk's own code shapes it. Timelines are left out: no list, search or
 * read of a case touches one. Loading them by `BatchWriteItem` would take days.
 */
export function fillCases(file: string, cases: number, now: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA wal_autocheckpoint = 100000;',
    );
    const { table_name: table } = database.prepare('SELECT table_name FROM _tables').get() as {
      table_name: string;
    };
    const write = statements(database, table);
    for (let begin = 0; begin < cases; begin += perTransaction) {
      database.exec('BEGIN');
      for (let index = begin; index < Math.min(begin + perTransaction, cases); index++)
        for (const item of itemsOf(syntheticCase(index, now))) write.item(item);
      database.exec('COMMIT');
    }
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
