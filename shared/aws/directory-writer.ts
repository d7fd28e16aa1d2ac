import type { Account, AddressOwner, Contact } from '../domain/account/account.ts';
import type { CannedAnswer } from '../domain/account/canned-answer.ts';
import type { Machine, Person, User } from '../domain/account/person.ts';
import type { DeskRules } from '../domain/account/rules.ts';
import type { AuditedKind, AuditedSubject, ChangeAuthor } from '../domain/audit/change.ts';
import type { Calendar } from '../domain/calendar/index.ts';
import { auditLine } from './audit-trail.ts';
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

/** A value with the version that it had when it was read; null creates it. Each change is in the audit trail. */
interface Versioned<T> {
  readonly value: T;
  readonly before: T | null;
  readonly by: ChangeAuthor;
}

/** The schedule's version when it was read; null where none was ever saved. */
export type ScheduleVersion = { readonly version: number } | null;

export interface DirectoryWriter {
  /** @throws DirectoryConflict */
  readonly putAccount: (change: Versioned<Account>) => Promise<void>;
  /** Writes a contact, whose addresses and sign-in name they are, in one go. @throws DirectoryConflict */
  readonly putContact: (change: Versioned<Contact>) => Promise<void>;
  /** Empties a contact of what says who they are; their addresses and sign-in name are free. @throws DirectoryConflict */
  readonly eraseContact: (contact: Contact, by: ChangeAuthor) => Promise<void>;
  /**
   * @param change.provenOn the schedule that is still covered with this change: one that is saved at the same
   * time was not proven with it, and one of the two is in the way
   * @throws DirectoryConflict
   */
  readonly putPerson: (change: Versioned<Person> & { readonly provenOn?: ScheduleVersion }) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putCalendar: (change: Versioned<Calendar & { readonly version: number }>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putRules: (change: Versioned<DeskRules>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putCannedAnswer: (change: Versioned<CannedAnswer>) => Promise<void>;
  /** @throws DirectoryConflict */
  readonly putMachine: (change: Versioned<Machine>) => Promise<void>;
}

type Guarded = { readonly item: WriteItem; readonly what: string };

/** Writes of the directory: each is one transaction, guarded by the version and by whose each address is. */
export function directoryWriter(table: Table): DirectoryWriter {
  const { name: TableName } = table;
  const write = async (
    guarded: readonly Guarded[],
    subject: AuditedSubject,
    { value: after, before, by }: Versioned<object>,
  ) => {
    try {
      await transact(table, [
        ...guarded.map(({ item }) => item),
        ...auditLine(table, subject, { before, after, by }),
      ]);
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

  /** The schedule counts a change of its people as one of its own: whoever decided on the older one decides again. */
  const sameSchedule = (proven: ScheduleVersion): Guarded => ({
    what: 'version',
    item:
      proven === null
        ? {
            ConditionCheck: {
              TableName,
              Key: keys.schedule,
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          }
        : {
            Update: {
              TableName,
              Key: keys.schedule,
              UpdateExpression: 'SET #version = :next',
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': proven.version, ':next': proven.version + 1 },
            },
          },
  });

  /** A claim on something that belongs to one owner only, who is told from others by all of `owner`. */
  const claim = (key: object, value: object, owner: Record<string, unknown>, what: string): Guarded => {
    const names = Object.keys(owner);
    const same = names.map((name) => `#${name} = :${name}`).join(' AND ');
    return {
      what,
      item: {
        Put: {
          TableName,
          Item: { ...key, ...value },
          ConditionExpression: `attribute_not_exists(pk) OR (${same})`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, owner[name]])),
        },
      },
    };
  };

  const drop = (Key: Record<string, string>, what: string): Guarded => ({
    what,
    item: { Delete: { TableName, Key } },
  });

  const addresses = (
    owner: Omit<AddressOwner, 'address' | 'verified'>,
    now: readonly { address: string; verified: boolean }[],
    before: readonly { address: string }[],
  ) => {
    const kept = new Set(now.map(({ address }) => address.toLowerCase()));
    return [
      ...now.map(({ address, verified }) => {
        const item: AddressOwner = { ...owner, address: address.toLowerCase(), verified };
        return claim(keys.address(address), item, identity(owner), address);
      }),
      ...before
        .filter(({ address }) => !kept.has(address.toLowerCase()))
        .map(({ address }) => drop(keys.address(address), address)),
    ];
  };

  /** The sign-in name of somebody, in place of the one before: that one opens nothing any more. */
  const signIn = (of: User, before: string | undefined): Guarded[] => {
    const { username } = of;
    const left = before === undefined || before.toLowerCase() === username ? [] : [before];
    return [
      claim(keys.user(username), of, identity(of), username),
      ...left.map((name) => drop(keys.user(name), name)),
    ];
  };

  return {
    putAccount: (change) => {
      const { value, before } = change;
      const { accountId } = value;
      const gone = (before?.domains ?? []).filter((domain) => !value.domains.includes(domain));
      const writes = [
        versioned(keys.account(accountId), value, before),
        versioned(
          keys.accountEntry(accountId),
          { accountId, name: value.name, version: value.version },
          before,
        ),
        ...value.domains.map((domain) =>
          claim(keys.domain(domain), { domain, accountId }, { accountId }, domain),
        ),
        ...gone.map((domain) => drop(keys.domain(domain), domain)),
      ];
      return write(writes, { kind: 'account', id: accountId, accountId }, change);
    },

    putContact: (change) => {
      const { value, before } = change;
      const { accountId, contactId: id, name, language, timeZone, enabled } = value;
      const owner = { kind: 'contact' as const, id, accountId, name, language, timeZone };
      const [main] = value.addresses;
      const address = main?.address.toLowerCase();
      const writes = [
        versioned(keys.contact(accountId, id), value, before),
        ...addresses(owner, listedOf(value), before === null ? [] : listedOf(before)),
        ...(address === undefined
          ? []
          : signIn(
              { username: address, address, kind: 'contact', id, accountId, name, enabled },
              before?.addresses[0]?.address,
            )),
      ];
      return write(writes, { kind: 'contact', id, accountId }, change);
    },

    eraseContact: (before, by) => {
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
      const writes = [
        versioned(keys.contact(accountId, contactId), value, before),
        ...listedOf(before).map(({ address }) => drop(keys.address(address), address)),
        ...(main === undefined ? [] : [drop(keys.user(main.address), main.address)]),
      ];
      return write(writes, { kind: 'contact', id: contactId, accountId }, { value, before, by });
    },

    putPerson: (change) => {
      const { value, before, provenOn } = change;
      const { personId: id, name, address, timeZone, enabled, languages } = value;
      const owner = {
        kind: 'person' as const,
        id,
        accountId: null,
        name,
        language: languages[0] ?? 'en',
        timeZone,
      };
      const writes = [
        versioned(keys.person(id), value, before),
        ...(provenOn === undefined ? [] : [sameSchedule(provenOn)]),
        ...addresses(owner, [{ address, verified: true }], before === null ? [] : [before]),
        ...signIn(
          {
            username: address.toLowerCase(),
            kind: 'person',
            id,
            accountId: null,
            name,
            address: address.toLowerCase(),
            enabled,
          },
          before?.address,
        ),
      ];
      return write(writes, ofDesk('person', id), change);
    },

    putCalendar: (change) => {
      const { value, before } = change;
      const { calendarId: id } = value;
      return write([versioned(keys.calendar(id), value, before)], ofDesk('calendar', id), change);
    },
    putRules: (change) =>
      write([versioned(keys.rules, change.value, change.before)], ofDesk('rules', 'rules'), change),
    putCannedAnswer: (change) => {
      const { value, before } = change;
      const { answerId: id } = value;
      return write([versioned(keys.cannedAnswer(id), value, before)], ofDesk('canned-answer', id), change);
    },
    putMachine: (change) => {
      const { value, before } = change;
      const { clientId: id, accountId, name, enabled } = value;
      const username = `client:${id}`;
      const of: User = { username, kind: 'machine', id, accountId, name, address: '', enabled };
      // Its name is its id: nobody else can claim it, and it may be given to another account.
      const named: Guarded = {
        what: 'version',
        item: { Put: { TableName, Item: { ...keys.user(username), ...of } } },
      };
      const writes = [versioned(keys.machine(id), value, before), named];
      return write(writes, { kind: 'machine', id, accountId }, change);
    },
  };
}

const ofDesk = (kind: AuditedKind, id: string): AuditedSubject => ({ kind, id, accountId: null });

/** Ids are unique within an account, and among the desk's people, and no further. */
function identity({ kind, id, accountId }: Pick<User, 'kind' | 'id' | 'accountId'>) {
  return { kind, id, ...(accountId === null ? {} : { accountId }) };
}

/** The addresses by which a contact is known: those of a disabled one are free for somebody else. */
const listedOf = ({ enabled, addresses }: Contact) => (enabled ? addresses : []);
