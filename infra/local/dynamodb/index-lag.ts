import type { WireAnswer } from '../endpoint/service.ts';

type Item = Readonly<Record<string, unknown>>;

/** A request's parts that write an item, whole or by its key. */
interface Write {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

interface WriteInput extends Write {
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
}

export interface IndexLag {
  addTable(name: string, keys: readonly string[]): void;
  /** Remembers what a call wrote. */
  note(input: WriteInput): void;
  /** Takes out of an index's answer what was written less than `lagMs` ago, as if the index did not have it yet. */
  hide(table: string, answer: WireAnswer & { readonly body: Buffer }, lagMs: number): WireAnswer;
}

/** Remembers recent writes, so that an index can be shown as it was a moment ago. */
export const createIndexLag = (): IndexLag => {
  const keysOf = new Map<string, readonly string[]>();
  const writtenAt = new Map<string, number>();

  const identity = (table: string, item: Item): string =>
    JSON.stringify([table, ...(keysOf.get(table) ?? []).map((key) => item[key])]);

  const noteOne = ({ TableName = '', Item: item, Key }: Write): void => {
    const written = item ?? Key;
    if (written) writtenAt.set(identity(TableName, written), Date.now());
  };

  return {
    addTable: (name, keys) => keysOf.set(name, keys),
    note(input) {
      noteOne(input);
      for (const part of input.TransactItems ?? []) Object.values(part).forEach(noteOne);
      for (const [TableName, requests] of Object.entries(input.RequestItems ?? {}))
        for (const request of Array.isArray(requests) ? requests : [])
          for (const part of Object.values(request as Record<string, Write>)) noteOne({ ...part, TableName });
    },
    hide(table, answer, lagMs) {
      const { Items = [], ...rest } = JSON.parse(answer.body.toString('utf8')) as { Items?: Item[] };
      const seen = Items.filter((item) => Date.now() - (writtenAt.get(identity(table, item)) ?? 0) >= lagMs);
      const { 'x-amz-crc32': _crc, ...headers } = answer.headers;
      return { status: 200, headers, body: JSON.stringify({ ...rest, Items: seen, Count: seen.length }) };
    },
  };
};
