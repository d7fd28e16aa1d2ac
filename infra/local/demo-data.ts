import { directory } from '../../shared/aws/directory.ts';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import type { Table } from '../../shared/aws/dynamodb.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { deploymentActor } from '../../shared/desk/actors.ts';
import { foundCalendars } from '../../shared/desk/directory/found-calendars.ts';
import type { Account, Contact } from '../../shared/domain/account/account.ts';
import type { Person, StaffRole } from '../../shared/domain/account/person.ts';
import { defaultTargets } from '../../shared/domain/case/terms.ts';
import type { Language } from '../../shared/domain/case/vocabulary.ts';
import type { ContactChannel, Layer, Schedule } from '../../shared/domain/oncall/index.ts';

const madrid = 'Europe/Madrid';

const account = (
  accountId: string,
  name: string,
  of: { language: Language; timeZone: string; calendarId: string },
): Account => ({
  accountId,
  name,
  domains: [`${accountId}.example`],
  ...of,
  tamId: 'tam',
  deputyTamId: 'agent',
  targets: defaultTargets,
  legalHold: false,
  version: 1,
});

const contact = (
  accountId: string,
  id: string,
  name: string,
  of: { language: Language; timeZone: string; phone: string },
): Contact => ({
  contactId: id,
  accountId,
  name,
  addresses: [{ address: `${id}@${accountId}.example`, verified: true, undeliverable: false }],
  ...of,
  enabled: true,
  version: 1,
});

const person = (personId: string, name: string, roles: readonly StaffRole[], phone: string): Person => ({
  personId,
  name,
  address: `${personId}@guardia.example`,
  phone,
  roles,
  languages: ['es', 'en'],
  skills: ['bug', 'configuration', 'information'],
  timeZone: madrid,
  calendarId: 'madrid',
  away: false,
  enabled: true,
  version: 1,
});

/** The people of the demonstration, who an empty data directory is seeded with. */
export const demoContacts = [
  contact('acme', 'ana', 'Ana García', { language: 'es', timeZone: madrid, phone: '+34911234567' }),
  contact('globex', 'gus', 'Gus Miller', {
    language: 'en',
    timeZone: 'America/New_York',
    phone: '+12125550142',
  }),
];
export const demoPeople = [
  person('agent', 'Elena Ruiz', ['agent'], '+34600000001'),
  person('agent2', 'Marco Gil', ['agent'], '+34600000002'),
  person('representative', 'Rosa Vidal', ['representative'], '+34600000003'),
  person('tam', 'Tomás Ortega', ['tam'], '+34600000004'),
  person('supervisor', 'Sara Núñez', ['supervisor'], '+34600000005'),
];

const rotation = (layerId: string, role: Layer['role'], members: readonly string[]): Layer => ({
  layerId,
  role,
  timeZone: madrid,
  rotation: { unit: 'week', every: 1, startsOn: '2024-01-01', handoffAt: '09:00', members },
  windows: [],
  from: null,
  until: null,
});

/** Who is on call in the demonstration: somebody with a telephone and a mailbox, at every second. */
export const demoSchedule: Schedule = {
  scheduleId: 'main',
  name: 'Guardia',
  layers: [
    rotation('first', 'primary', ['agent', 'agent2']),
    rotation('second', 'secondary', ['agent2', 'agent']),
    rotation('lead', 'duty-lead', ['supervisor']),
  ],
  overrides: [],
  swaps: [],
  leave: [],
};

/** Their telephones and mailboxes, proven when the demonstration begins. */
const withChannels = (one: Person, now: string): Person => ({
  ...one,
  channels: [
    proven({ channelId: 'telephone', kind: 'sms', address: one.phone ?? '' }, now),
    proven({ channelId: 'mailbox', kind: 'mail', address: one.address }, now),
  ],
});

const proven = (
  channel: Pick<ContactChannel, 'channelId' | 'kind' | 'address'>,
  now: string,
): ContactChannel => ({
  ...channel,
  enabled: true,
  verifiedAt: now,
  verifiedUntil: null,
  delaySeconds: 0,
});

/** Writes the demonstration's accounts, people, business hours and on-call schedule into an empty table. */
export async function seedDemoData(table: Table, now: string): Promise<void> {
  const write = directoryWriter(table);
  const by = { actor: deploymentActor, at: now };
  await foundCalendars({ directory: directory(table), write, now: () => now });
  for (const value of [
    account('acme', 'Acme Envíos', { language: 'es', timeZone: madrid, calendarId: 'madrid' }),
    account('globex', 'Globex Mail', {
      language: 'en',
      timeZone: 'America/New_York',
      calendarId: 'us-eastern',
    }),
  ]) {
    await write.putAccount({ value, before: null, by });
  }
  for (const value of demoContacts) await write.putContact({ value, before: null, by });
  for (const one of demoPeople) await write.putPerson({ value: withChannels(one, now), before: null, by });
  await scheduleStore(table).save(demoSchedule, null, by);
}
