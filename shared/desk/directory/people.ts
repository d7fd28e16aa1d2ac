import type * as z from 'zod';
import type { PersonView } from '../../contracts/api/people.ts';
import type { Person } from '../../domain/account/person.ts';
import { isOpen, isTimeZone } from '../../domain/calendar/index.ts';
import { type FieldError, InvalidInput } from '../../errors/index.ts';
import type { Desk } from '../desk.ts';
import { type DirectoryDesk, guarded, refuseStale } from './directory-desk.ts';

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
 * Creates or changes one of the desk's people. Leave is refused to the technical account manager of an
 * account without a deputy: the contract promises somebody in their hours.
 *
 * @throws InvalidInput | Stale | Conflict
 */
export async function putPerson(
  desk: DirectoryDesk,
  personId: string,
  { fields, expectedVersion }: { fields: PersonFields; expectedVersion: number | undefined },
): Promise<Person> {
  const before = await desk.directory.person(personId);
  refuseStale(before, expectedVersion);
  const problems: FieldError[] = [];
  if (!isTimeZone(fields.timeZone))
    problems.push({ path: 'timeZone', message: 'Name an IANA time zone, such as Europe/Madrid.' });
  if ((await desk.directory.calendar(fields.calendarId)) === null)
    problems.push({ path: 'calendarId', message: 'Create this calendar first.' });
  const leaves = (fields.away || !fields.enabled) && before !== null && before.enabled && !before.away;
  if (leaves) {
    const alone = (await desk.directory.accounts()).filter(
      ({ tamId, deputyTamId }) => tamId === personId && deputyTamId === null,
    );
    if (alone.length > 0) {
      const names = alone.map(({ name }) => name).join(', ');
      problems.push({ path: 'away', message: `Name a deputy first: nobody would be there for ${names}.` });
    }
  }
  if (problems.length > 0) throw new InvalidInput('The person cannot be saved like this.', problems);
  const channels = before?.channels === undefined ? {} : { channels: before.channels };
  const value: Person = { ...fields, ...channels, personId, version: (before?.version ?? 0) + 1 };
  await guarded(desk.write.putPerson({ value, before }));
  return value;
}
