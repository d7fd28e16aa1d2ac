import * as z from 'zod';
import { Instant, Language } from '../../domain/case/vocabulary.ts';
import { TimeZone } from './me.ts';
import { desk, Empty, everyone, id, line, listOf, managers, page, phone, route } from './route.ts';
import { TamCard } from './views.ts';

const minutes = z.int().positive().max(100_000);

export const TargetsView = z
  .object({
    ownerMinutes: minutes,
    firstResponseMinutes: minutes,
    updateMinutes: minutes,
    ownerSilenceMinutes: minutes,
    escalationAnswerMinutes: minutes,
    closureReminderMinutes: z.array(minutes).max(10),
    closureLapseMinutes: minutes
      .nullable()
      .describe('Closing without an answer; null where the account’s terms forbid it'),
    reopenDays: z.int().min(0).max(365),
  })
  .meta({ id: 'TargetsView' });

const accountFields = {
  name: line(200),
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/, 'Name a domain, such as acme.example.'),
    )
    .max(40),
  language: Language,
  timeZone: TimeZone,
  calendarId: id,
  tamId: id.nullable(),
  deputyTamId: id.nullable(),
  targets: TargetsView,
};
export const AccountView = z
  .object({
    accountId: id,
    ...accountFields,
    legalHold: z.boolean(),
    version: z.int(),
    tam: TamCard.nullable(),
  })
  .meta({ id: 'AccountView' });
export type AccountView = z.infer<typeof AccountView>;

const contactFields = {
  name: line(200),
  phone: phone.nullable(),
  language: Language,
  timeZone: TimeZone,
  enabled: z.boolean(),
};
export const ContactView = z
  .object({
    contactId: id,
    accountId: id,
    ...contactFields,
    addresses: z
      .array(z.object({ address: z.email().max(320), verified: z.boolean(), undeliverable: z.boolean() }))
      .min(1)
      .max(10),
    version: z.int(),
  })
  .meta({ id: 'ContactView' });
export type ContactView = z.infer<typeof ContactView>;

export const ChannelKind = z.enum(['push', 'sms', 'voice', 'mail', 'https']);
const personFields = {
  name: line(200),
  address: z.email().max(320),
  phone: phone.nullable(),
  roles: z.array(z.enum(['agent', 'representative', 'supervisor', 'tam'])).min(1),
  languages: z.array(Language).min(1),
  skills: z.array(line(50)).max(50),
  timeZone: TimeZone,
  calendarId: id,
  away: z.boolean(),
  enabled: z.boolean(),
};
export const PersonView = z
  .object({
    personId: id,
    ...personFields,
    channels: z.array(
      z.object({
        channelId: z.string(),
        kind: ChannelKind,
        address: z.string(),
        verifiedAt: Instant.nullable(),
      }),
    ),
    openNow: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'PersonView' });
export type PersonView = z.infer<typeof PersonView>;

export const MachineView = z
  .object({
    clientId: z.string(),
    name: line(200),
    accountId: id.nullable().describe('The only account that it may see; null for a program of the desk'),
    enabled: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'MachineView' });

/** Accounts, contacts, the desk's people and their hours. */
export const peopleRoutes = {
  listAccounts: route({
    method: 'get',
    path: '/accounts',
    tag: 'accounts',
    summary: 'List accounts',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    query: z.object({ ...page, q: line(200).optional() }),
    answer: listOf(AccountView),
    status: 200,
  }),
  readAccount: route({
    method: 'get',
    path: '/accounts/{accountId}',
    tag: 'accounts',
    summary: 'Read an account',
    callers: everyone,
    scope: 'cases:read',
    answer: AccountView,
    status: 200,
  }),
  putAccount: route({
    method: 'put',
    path: '/accounts/{accountId}',
    tag: 'accounts',
    summary: 'Create or change an account',
    callers: [...managers, 'machine'],
    scope: 'desk:write',
    body: z.object(accountFields),
    answer: AccountView,
    status: 200,
    creates: 'accountId',
    versioned: true,
  }),
  listContacts: route({
    method: 'get',
    path: '/accounts/{accountId}/contacts',
    tag: 'accounts',
    summary: 'List the contacts of an account',
    callers: everyone,
    scope: 'cases:read',
    query: z.object(page),
    answer: listOf(ContactView),
    status: 200,
  }),
  putContact: route({
    method: 'put',
    path: '/accounts/{accountId}/contacts/{contactId}',
    tag: 'accounts',
    summary: 'Create or change a contact',
    callers: ['supervisor', 'tam', 'agent', 'machine'],
    scope: 'desk:write',
    body: z.object({
      ...contactFields,
      addresses: z
        .array(z.object({ address: z.email().max(320), verified: z.boolean().default(false) }))
        .min(1)
        .max(10),
    }),
    answer: ContactView,
    status: 200,
    creates: 'contactId',
    versioned: true,
  }),
  listPeople: route({
    method: 'get',
    path: '/people',
    tag: 'people',
    summary: 'The desk’s people',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    answer: listOf(PersonView),
    status: 200,
  }),
  putPerson: route({
    method: 'put',
    path: '/people/{personId}',
    tag: 'people',
    summary: 'Create or change one of the desk’s people',
    callers: [...managers, 'machine'],
    scope: 'desk:write',
    body: z.object(personFields),
    answer: PersonView,
    status: 200,
    creates: 'personId',
    versioned: true,
  }),
  listMachines: route({
    method: 'get',
    path: '/machine-clients',
    tag: 'machine clients',
    summary: 'Programs that call the API, and for which account',
    callers: managers,
    answer: listOf(MachineView),
    status: 200,
  }),
  putMachine: route({
    method: 'put',
    path: '/machine-clients/{clientId}',
    tag: 'machine clients',
    summary: 'Say for which account a client of the user pool speaks',
    callers: managers,
    body: MachineView.omit({ clientId: true, version: true }),
    answer: MachineView,
    status: 200,
    creates: 'clientId',
    versioned: true,
  }),
  addChannel: route({
    method: 'post',
    path: '/people/{personId}/channels',
    tag: 'on call',
    summary: 'Add a way to be paged: a code goes out to it',
    callers: desk,
    body: z.object({ kind: ChannelKind, address: line(2_000) }),
    answer: PersonView,
    status: 201,
    idempotent: true,
  }),
  verifyChannel: route({
    method: 'post',
    path: '/people/{personId}/channels/{channelId}/verification',
    tag: 'on call',
    summary: 'Give the code back: the channel works',
    callers: desk,
    body: z.object({ code: z.string().max(12) }),
    answer: PersonView,
    status: 200,
  }),
  removeChannel: route({
    method: 'delete',
    path: '/people/{personId}/channels/{channelId}',
    tag: 'on call',
    summary: 'Remove a way to be paged',
    callers: desk,
    answer: PersonView,
    status: 200,
  }),
} as const;
export { Empty };
