import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Account, AddressOwner, Contact } from '../domain/account/account.ts';
import type { CannedAnswer } from '../domain/account/canned-answer.ts';
import type { Machine, Person, User } from '../domain/account/person.ts';
import { type DeskRules, defaultRules } from '../domain/account/rules.ts';
import type { Calendar } from '../domain/calendar/index.ts';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** A calendar with the version of its item. */
export type StoredCalendar = Calendar & { readonly version: number };

/** Who is who: accounts, contacts, the desk's people, and whose an address, a domain or a sign-in name is. */
export interface Directory {
  readonly addressOwner: (address: string) => Promise<AddressOwner | null>;
  readonly accountOfDomain: (domain: string) => Promise<string | null>;
  readonly account: (accountId: string) => Promise<Account | null>;
  readonly contact: (accountId: string, contactId: string) => Promise<Contact | null>;
  readonly person: (personId: string) => Promise<Person | null>;
  readonly people: () => Promise<Person[]>;
  readonly machine: (clientId: string) => Promise<Machine | null>;
  readonly machines: () => Promise<Machine[]>;
  readonly user: (username: string) => Promise<User | null>;
  readonly rules: () => Promise<DeskRules>;
  readonly accounts: () => Promise<Account[]>;
  readonly contacts: (accountId: string) => Promise<Contact[]>;
  readonly calendars: () => Promise<StoredCalendar[]>;
  readonly calendar: (calendarId: string) => Promise<StoredCalendar | null>;
  readonly cannedAnswers: () => Promise<CannedAnswer[]>;
}

export function directory({ client, name: TableName }: Table): Directory {
  const get = async <T>(Key: { pk: string; sk: string }): Promise<T | null> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key }));
    return Item === undefined ? null : withoutKeys<T>(Item);
  };
  /** Every item of a partition whose sort key begins so, page after page. */
  const list = async <T>({ pk, sk }: { pk: string; sk: string }): Promise<T[]> => {
    const found: T[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: sk === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ...(sk === '' ? {} : { ':sk': sk }) },
          ExclusiveStartKey,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => withoutKeys<T>(item)));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return found;
  };
  return {
    addressOwner: (address) => get(keys.address(address)),
    accountOfDomain: async (domain) =>
      (await get<{ accountId: string }>(keys.domain(domain)))?.accountId ?? null,
    account: (accountId) => get(keys.account(accountId)),
    contact: (accountId, contactId) => get(keys.contact(accountId, contactId)),
    person: (personId) => get(keys.person(personId)),
    user: (username) => get(keys.user(username)),
    calendar: (calendarId) => get(keys.calendar(calendarId)),
    rules: async () => (await get<DeskRules>(keys.rules)) ?? defaultRules,
    people: () => list(keys.person('')),
    machine: (clientId) => get(keys.machine(clientId)),
    machines: () => list(keys.machine('')),
    calendars: () => list(keys.calendar('')),
    cannedAnswers: () => list(keys.cannedAnswer('')),
    contacts: (accountId) => list(keys.contact(accountId, '')),
    accounts: async () => {
      const entries = await list<{ accountId: string }>(keys.accountEntry(''));
      const accounts = await Promise.all(
        entries.map(({ accountId }) => get<Account>(keys.account(accountId))),
      );
      return accounts.filter((account) => account !== null);
    },
  };
}

/** An item as the domain knows it: where it lies is the table's business. */
function withoutKeys<T>({ pk, sk, ...value }: Record<string, unknown>): T {
  return value as T;
}
