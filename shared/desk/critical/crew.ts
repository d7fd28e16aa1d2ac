import type { Account } from '../../domain/account/account.ts';
import type { Person } from '../../domain/account/person.ts';
import { type CriticalCase, holdersOf } from '../../domain/case/critical/guards.ts';
import type { Crew } from '../../domain/case/critical/paging.ts';
import {
  type ContactChannel,
  channelsAt,
  onCallAt,
  onDutyAt,
  type Responder,
  type Schedule,
} from '../../domain/oncall/index.ts';
import type { ClockDesk } from './critical-desk.ts';

/** Before anybody has saved a schedule nobody is on call, and whoever can be reached is paged. */
export const emptySchedule: Schedule = {
  scheduleId: 'main',
  name: '',
  layers: [],
  overrides: [],
  swaps: [],
  leave: [],
};

/** The people whom a critical issue of an account concerns. */
export interface Roster extends Crew {
  readonly account: Account | null;
  readonly byId: ReadonlyMap<string, Person>;
}

/** Stands in a timeline where a page was told to the paging service and not to a person. */
export const pagingServiceId = 'paging-service';

export async function rosterFor(
  { directory, onCall, pagingService }: Pick<ClockDesk, 'directory' | 'onCall' | 'pagingService'>,
  accountId: string | null,
  now: string,
): Promise<Roster> {
  const [schedule, everybody, account] = await Promise.all([
    onCall.schedule(),
    directory.people(),
    accountId === null ? null : directory.account(accountId),
  ]);
  const services = pagingService === null ? [] : [serviceAt(pagingService, now)];
  return {
    schedule: schedule ?? emptySchedule,
    people: [...reachable(everybody, now), ...services],
    serviceIds: services.map(({ personId }) => personId),
    tamIds: [account?.tamId, account?.deputyTamId].filter((id) => id != null),
    account,
    byId: new Map(everybody.map((person) => [person.personId, person])),
  };
}

/** A service that pages people too, as one of those who are told; it proves no coverage. */
function serviceAt(host: string, now: string): Responder {
  const channel = {
    channelId: 'api-destination',
    kind: 'https',
    address: host,
    enabled: true,
    verifiedAt: now,
    verifiedUntil: null,
    delaySeconds: 0,
  } as const;
  return { personId: pagingServiceId, name: host, enabled: true, channels: [channel] };
}

/** People as paging sees them: with the ways that have been proven to reach them. */
export function responderOf({ personId, name, enabled, channels = [] }: Person): Responder {
  return { personId, name, enabled, channels };
}

/**
 * Where not one person has a proven channel, a mail to every agent's own address is better than silence.
 * It is no coverage: no schedule can be saved with it.
 */
function reachable(everybody: readonly Person[], now: string): readonly Responder[] {
  const responders = everybody.map(responderOf);
  if (responders.some((responder) => channelsAt(responder, now).length > 0)) return responders;
  return everybody
    .filter(({ roles, enabled }) => enabled && roles.some((role) => role !== 'representative'))
    .map(({ personId, name, address }) => ({
      personId,
      name,
      enabled: true,
      channels: [ownAddress({ address }, now)],
    }));
}

/** Somebody's own address as a way to reach them: it proves no coverage, and is better than silence. */
export const ownAddress = ({ address }: Pick<Person, 'address'>, now: string): ContactChannel => ({
  channelId: 'own-address',
  kind: 'mail',
  address,
  enabled: true,
  verifiedAt: now,
  verifiedUntil: null,
  delaySeconds: 0,
});

/** Whom a broken promise to the customer is brought to: who leads, and the technical account managers. */
export function leadsOf(roster: Roster, now: string): readonly Person[] {
  return peopleOf(roster, [...dutyLeadsOf(roster, now).map(({ personId }) => personId), ...roster.tamIds]);
}

/** The duty leads, else the supervisors. */
export function dutyLeadsOf(roster: Roster, now: string): readonly Person[] {
  const dutyLeads = onCallAt(roster.schedule, now).filter(({ role }) => role === 'duty-lead');
  const supervisors = [...roster.byId.values()].filter(({ roles }) => roles.includes('supervisor'));
  return peopleOf(
    roster,
    (dutyLeads.length > 0 ? dutyLeads : supervisors).map(({ personId }) => personId),
  );
}

/** Who owes the customer the next word: the likeliest of those who have the case and are still there. */
export function holderOf(roster: Roster, of: CriticalCase): readonly Person[] {
  return peopleOf(roster, holdersOf(of)).slice(0, 1);
}

/** Who has the case and who is on duty, each once: at night they are not always the same. */
export function wokenOf(roster: Roster, of: CriticalCase, now: string): readonly Person[] {
  const holders = holderOf(roster, of).map(({ personId }) => personId);
  const onDuty = onDutyAt(roster.schedule, now);
  const found = peopleOf(roster, [...holders, ...(onDuty === null ? [] : [onDuty.personId])]);
  return found.length > 0 ? found : dutyLeadsOf(roster, now);
}

/** Those of the ids that are people who are there, each once. */
export function peopleOf({ byId }: Pick<Roster, 'byId'>, ids: readonly string[]): readonly Person[] {
  return [...new Set(ids)].flatMap((id) => {
    const person = byId.get(id);
    return person?.enabled === true ? [person] : [];
  });
}
