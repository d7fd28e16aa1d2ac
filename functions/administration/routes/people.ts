import {
  accountView,
  contactView,
  putAccount,
  putContact,
  readAccount,
} from '../../../shared/desk/directory/accounts.ts';
import { calendarView, putCalendar } from '../../../shared/desk/directory/calendars.ts';
import { putMachine } from '../../../shared/desk/directory/machines.ts';
import { personView, putPerson } from '../../../shared/desk/directory/people.ts';
import { matches, pageOf } from '../../../shared/desk/paging-lists.ts';
import { authoriseAccount } from '../../../shared/domain/access/policy.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served =
  | 'listAccounts'
  | 'readAccount'
  | 'putAccount'
  | 'listContacts'
  | 'putContact'
  | 'listPeople'
  | 'putPerson'
  | 'listMachines'
  | 'putMachine'
  | 'listCalendars'
  | 'putCalendar';

/** Accounts, contacts, the desk's people and their hours. */
export function peopleHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    listAccounts: async ({ query }) => {
      const accounts = await desk.directory.accounts();
      const wanted = accounts.filter((account) =>
        matches(query.q, [account.accountId, account.name, ...account.domains]),
      );
      const { items, nextCursor } = pageOf(wanted, query, ({ accountId }) => accountId);
      return { items: await Promise.all(items.map((account) => accountView(desk, account))), nextCursor };
    },

    readAccount: async (request) =>
      await accountView(desk, await readAccount(desk, request.principal, param(request, 'accountId'))),

    putAccount: async (request) => {
      const { principal, body: fields, expectedVersion } = request;
      return await accountView(
        desk,
        await putAccount(desk, param(request, 'accountId'), { principal, fields, expectedVersion }),
      );
    },

    listContacts: async (request) => {
      const accountId = authoriseAccount(request.principal, param(request, 'accountId'));
      const { items, nextCursor } = pageOf(
        await desk.directory.contacts(accountId),
        request.query,
        ({ contactId }) => contactId,
      );
      return { items: items.map(contactView), nextCursor };
    },

    putContact: async (request) => {
      const { principal, body: fields, expectedVersion } = request;
      const who = { accountId: param(request, 'accountId'), contactId: param(request, 'contactId') };
      return contactView(await putContact(desk, who, { principal, fields, expectedVersion }));
    },

    listPeople: async () => {
      const people = await desk.directory.people();
      return { items: await Promise.all(people.map((person) => personView(desk, person))), nextCursor: null };
    },

    putPerson: async (request) => {
      const { principal, body: fields, expectedVersion } = request;
      return await personView(
        desk,
        await putPerson(desk, param(request, 'personId'), { principal, fields, expectedVersion }),
      );
    },

    listMachines: async () => ({ items: await desk.directory.machines(), nextCursor: null }),

    putMachine: async (request) => {
      const { principal, body: fields, expectedVersion } = request;
      return await putMachine(desk, param(request, 'clientId'), { principal, fields, expectedVersion });
    },

    listCalendars: async () => {
      const calendars = await desk.directory.calendars();
      return { items: calendars.map((calendar) => calendarView(calendar, desk.now())), nextCursor: null };
    },

    putCalendar: async (request) => {
      const { principal, body, expectedVersion } = request;
      const calendar = await putCalendar(desk, param(request, 'calendarId'), {
        ...body,
        principal,
        effectiveFrom: body.effectiveFrom,
        expectedVersion,
      });
      return calendarView(calendar, desk.now());
    },
  };
}
