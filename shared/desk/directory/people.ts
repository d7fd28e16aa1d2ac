import type * as z from 'zod';
import type { PersonView } from '../../contracts/api/people.ts';
import type { Account } from '../../domain/account/account.ts';
import { isPresent, isUnattended } from '../../domain/account/attendance.ts';
import type { Person } from '../../domain/account/person.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { isOpen, isTimeZone } from '../../domain/calendar/index.ts';
import { type FieldError, InvalidInput } from '../../errors/index.ts';
import { type CoverageDesk, refuseGap } from '../critical/coverage.ts';
import type { Desk } from '../desk.ts';
import { type Change, type DirectoryDesk, guarded, refuseStale } from './directory-desk.ts';

type PersonFields = Omit<Person, 'personId' | 'version'>;

export async function personView(desk: Desk, person: Person): Promise<z.input<typeof PersonView>> {
  const calendar = await desk.directory.calendar(person.calendarId);
  const channels = (person.channels ?? []).map(({ channelId, kind, address, verifiedAt }) => ({
    channelId,
    kind,
    address,
    verifiedAt,
  }));
  return {
    ...person,
    roles: [...person.roles],
    languages: [...person.languages],
    skills: [...person.skills],
    channels,
    openNow: person.enabled && !person.away && (calendar === null || isOpen(calendar, desk.now())),
  };
}

/**
 * Creates or changes one of the desk's people. Leave is refused to the last one who is there for an account,
 * as its technical account manager or deputy: the contract promises somebody in their hours. Nor is somebody
 * disabled whom the on-call schedule needs. Being `away` takes nobody off call: it has no end, and the proof of
 * the schedule is about stretches; whoever is ill gets a leave or an override there (docs/critical-issues.md).
 *
 * @throws InvalidInput | Stale | Conflict
 */
export async function putPerson(
  desk: DirectoryDesk & CoverageDesk,
  personId: string,
  { principal, fields, expectedVersion }: Change<PersonFields>,
): Promise<Person> {
  const before = await desk.directory.person(personId);
  refuseStale(before, expectedVersion);
  const problems: FieldError[] = [];
  if (!isTimeZone(fields.timeZone))
    problems.push({ path: 'timeZone', message: 'Name an IANA time zone, such as Europe/Madrid.' });
  if ((await desk.directory.calendar(fields.calendarId)) === null)
    problems.push({ path: 'calendarId', message: 'Create this calendar first.' });
  const left = await leftAlone(desk, before, { ...fields, personId });
  if (left.length > 0) {
    const names = left.map(({ name }) => name).join(', ');
    const path = fields.enabled ? 'away' : 'enabled';
    problems.push({ path, message: `Name somebody else first: nobody would be there for ${names}.` });
  }
  if (problems.length > 0) throw new InvalidInput('The person cannot be saved like this.', problems);
  // What they set for themselves stays.
  const { channels, caseMails } = before ?? {};
  const own = { ...(channels && { channels }), ...(caseMails !== undefined && { caseMails }) };
  const value: Person = { ...fields, ...own, personId, version: (before?.version ?? 0) + 1 };
  const disables = before?.enabled === true && !value.enabled;
  const proven = disables
    ? { provenOn: await refuseGap(desk, value, 'Change the on-call schedule first.') }
    : {};
  await guarded(desk.write.putPerson({ value, before, by: authorOf(principal, desk.now()), ...proven }));
  return value;
}

/** The accounts that would have nobody any more if this person left now. */
async function leftAlone(
  { directory }: Desk,
  before: Person | null,
  after: Pick<Person, 'personId' | 'enabled' | 'away'>,
): Promise<Account[]> {
  if (before === null || !isPresent(before) || isPresent(after)) return [];
  const [accounts, people] = await Promise.all([directory.accounts(), directory.people()]);
  const others = people.filter(({ personId }) => personId !== after.personId);
  return accounts.filter(
    (account) => isUnattended(account, others) && !isUnattended(account, [...others, before]),
  );
}
