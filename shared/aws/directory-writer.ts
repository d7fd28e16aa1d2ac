import type { Account, AddressOwner, Contact } from '../domain/account/account.ts';
import type { CannedAnswer } from '../domain/account/canned-answer.ts';
import type { Person, User } from '../domain/account/person.ts';
import type { DeskRules } from '../domain/account/rules.ts';
import type { Calendar } from '../domain/calendar/index.ts';
import { ConditionFailed, type Table, transact, type WriteItem } from './dynamodb.ts';
import { keys } from './keys.ts';

/** Somebody else changed the item since it was read, or an address or domain belongs to somebody else. */
export class DirectoryConflict extends Error {
  override readonly name = 'DirectoryConflict';
  /** What stood in the way: `version`, or the address, domain or user name that is taken. */
  readonly what: string;
  constructor(what: string, cause: unknown) {
    super(`In the way: ${what}.`, { cause });
    this.what = what;
  }
}

/** A value with the version that it had when it was read; null creates it. */
interface Versioned<T> {
  readonly value: T;
  readonly before: T | null;
}

export interface DirectoryWriter {
  /** @throws DirectoryConflict */
  readonly putAccount: (change: Versioned<Account>) => Promise<void>;
  /** Writes a contact, whose addresses and sign-in name they are, in one go. @throws DirectoryConflict */
  readonly putContact: (change: Versioned<Contact>) => Promise<void>;
  /** Empties a contact of what says who they are; their addresses and sign-in name are free. @throws DirectoryConflict */
  readonly eraseContact: (contact: Contact) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putPerson: (change: Versioned<Person>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putCalendar: (change: Versioned<Calendar & { readonly version: number }>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putRules: (change: Versioned<DeskRules>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putCannedAnswer: (change: Versioned<CannedAnswer>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putUser: (user: User) => Promise<void>;
}

type Guarded = { readonly item: WriteItem; readonly what: string };

/** Writes of the directory: each is one transaction, guarded by the version and by whose each address is. */
export function directoryWriter(table: Table): DirectoryWriter {
  const { name: TableName } = table;
  const write = async (guarded: readonly Guarded[]) => {
    try {
      await transact(
        table,
        guarded.map(({ item }) => item),
      );
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      throw new DirectoryConflict(guarded[error.failed[0]?.index ?? 0]?.what ?? 'version', error);
    }
  };

  const versioned = (key: object, value: object, before: { version?: number } | null): Guarded => ({
    what: 'version',
    item: {
      Put: {
        TableName,
        Item: { ...key, ...value },
        ...(before === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': before.version ?? 0 },
            }),
      },
    },
  });

  /** A claim on something that belongs to one owner only. */
  const claim = (
    key: object,
    value: object,
    owner: { id: string; attribute: string },
    what: string,
  ): Guarded => ({
    what,
    item: {
      Put: {
        TableName,
        Item: { ...key, ...value },
        ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner',
        ExpressionAttributeNames: { '#owner': owner.attribute },
        ExpressionAttributeValues: { ':owner': owner.id },
      },
    },
  });

  const drop = (Key: Record<string, string>, what: string): Guarded => ({
    what,
    item: { Delete: { TableName, Key } },
  });

  const addresses = (
    owner: Omit<AddressOwner, 'address' | 'verified'>,
    now: readonly { address: string; verified: boolean }[],
    before: readonly string[],
  ) => {
    const kept = new Set(now.map(({ address }) => address.toLowerCase()));
    return [
      ...now.map(({ address, verified }) => {
        const item: AddressOwner = { ...owner, address: address.toLowerCase(), verified };
        return claim(keys.address(address), item, { id: owner.id, attribute: 'id' }, address);
      }),
      ...before
        .filter((address) => !kept.has(address.toLowerCase()))
        .map((address) => drop(keys.address(address), address)),
    ];
  };

  const user = (of: User): Guarded =>
    claim(keys.user(of.username), of, { id: of.id, attribute: 'id' }, of.username);

  return {
    putAccount: ({ value, before }) => {
      const { accountId } = value;
      const gone = (before?.domains ?? []).filter((domain) => !value.domains.includes(domain));
      return write([
        versioned(keys.account(accountId), value, before),
        versioned(
          keys.accountEntry(accountId),
          { accountId, name: value.name, version: value.version },
          before,
        ),
        ...value.domains.map((domain) =>
          claim(
            keys.domain(domain),
            { domain, accountId },
            { id: accountId, attribute: 'accountId' },
            domain,
          ),
        ),
        ...gone.map((domain) => drop(keys.domain(domain), domain)),
      ]);
    },

    putContact: ({ value, before }) => {
      const { accountId, contactId: id, name, language, timeZone, enabled } = value;
      const owner = { kind: 'contact' as const, id, accountId, name, language, timeZone };
      const [main] = value.addresses;
      const listed = enabled ? value.addresses : [];
      return write([
        versioned(keys.contact(accountId, id), value, before),
        ...addresses(
          owner,
          listed,
          (before?.addresses ?? []).map(({ address }) => address),
        ),
        ...(main === undefined
          ? []
          : [
              user({
                username: main.address.toLowerCase(),
                address: main.address.toLowerCase(),
                kind: 'contact',
                id,
                accountId,
                name,
                enabled,
              }),
            ]),
      ]);
    },

    eraseContact: (before) => {
      const { accountId, contactId } = before;
      const [main] = before.addresses;
      const value: Contact = {
        ...before,
        name: '',
        phone: null,
        addresses: [],
        enabled: false,
        version: before.version + 1,
      };
      return write([
        versioned(keys.contact(accountId, contactId), value, before),
        ...before.addresses.map(({ address }) => drop(keys.address(address), address)),
        ...(main === undefined ? [] : [drop(keys.user(main.address), main.address)]),
      ]);
    },

    putPerson: ({ value, before }) => {
      const { personId: id, name, address, timeZone, enabled, languages } = value;
      const owner = {
        kind: 'person' as const,
        id,
        accountId: null,
        name,
        language: languages[0] ?? 'en',
        timeZone,
      };
      return write([
        versioned(keys.person(id), value, before),
        ...addresses(owner, [{ address, verified: true }], before === null ? [] : [before.address]),
        user({
          username: address.toLowerCase(),
          kind: 'person',
          id,
          accountId: null,
          name,
          address: address.toLowerCase(),
          enabled,
        }),
      ]);
    },

    putCalendar: ({ value, before }) => write([versioned(keys.calendar(value.calendarId), value, before)]),
    putRules: ({ value, before }) => write([versioned(keys.rules, value, before)]),
    putCannedAnswer: ({ value, before }) =>
      write([versioned(keys.cannedAnswer(value.answerId), value, before)]),
    putUser: (of) => write([user(of)]),
  };
}
