import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Account, AddressOwner, Contact } from '../domain/account/account.ts';
import type { Person, User } from '../domain/account/person.ts';
import { type DeskRules, defaultRules } from '../domain/account/rules.ts';
import type { Calendar } from '../domain/calendar/index.ts';
import type { Table } from './dynamodb.ts';
import { keys } from './keys.ts';

/** Who is who: accounts, contacts, the desk's people, and whose an address, a domain or a sign-in name is. */
export interface Directory {
  readonly addressOwner: (address: string) => Promise<AddressOwner | null>;
  readonly accountOfDomain: (domain: string) => Promise<string | null>;
  readonly account: (accountId: string) => Promise<Account | null>;
  readonly contact: (accountId: string, contactId: string) => Promise<Contact | null>;
  readonly person: (personId: string) => Promise<Person | null>;
  readonly people: () => Promise<Person[]>;
  readonly user: (username: string) => Promise<User | null>;
  readonly rules: () => Promise<DeskRules>;
  readonly calendar: (calendarId: string) => Promise<Calendar | null>;
}

export function directory({ client, name: TableName }: Table): Directory {
  const get = async <T>(Key: { pk: string; sk: string }): Promise<T | null> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key }));
    return (Item as T | undefined) ?? null;
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
    people: async () => {
      const { pk, sk } = keys.person('');
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        }),
      );
      return Items as Person[];
    },
  };
}
