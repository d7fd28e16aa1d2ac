import type { Directory } from '../../aws/directory.ts';
import type { DirectoryWriter } from '../../aws/directory-writer.ts';
import { alwaysOpen } from '../../domain/calendar/index.ts';
import type { Language } from '../../domain/case/vocabulary.ts';
import { deploymentActor } from '../actors.ts';
import { sha256 } from '../ids.ts';
import { foundCalendars } from './found-calendars.ts';

/** Who is let into a desk that nobody is in yet. */
export interface Founding {
  readonly supervisor: {
    /** What they sign in with. */
    readonly address: string;
    readonly name: string;
    readonly language: Language;
    /** IANA name. */
    readonly timeZone: string;
  } | null;
  /** Programs of the desk's own, by the id of their client. */
  readonly machines: readonly { readonly clientId: string; readonly name: string }[];
}

interface FoundingDesk {
  readonly directory: Pick<Directory, 'user' | 'calendar' | 'calendars'>;
  readonly write: Pick<DirectoryWriter, 'putCalendar' | 'putPerson' | 'putMachine'>;
  readonly now: () => string;
}

/**
 * Gives the desk business hours to begin with, and lets the first supervisor and the desk's programs in: the API knows people by the table alone, and only a
 * supervisor adds to it. Whoever is in it already, or was shut out since, stays as they are.
 */
export async function foundDesk(desk: FoundingDesk, { supervisor, machines }: Founding): Promise<void> {
  await foundCalendars(desk);
  if (supervisor !== null) await admit(desk, supervisor);
  for (const { clientId, name } of machines) {
    if ((await desk.directory.user(`client:${clientId}`)) !== null) continue;
    const value = { clientId, name, accountId: null, enabled: true, version: 1 };
    await desk.write.putMachine({ value, before: null, by: { actor: deploymentActor, at: desk.now() } });
  }
}

async function admit(
  { directory, write, now }: FoundingDesk,
  { name, language, timeZone, ...supervisor }: NonNullable<Founding['supervisor']>,
): Promise<void> {
  const by = { actor: deploymentActor, at: now() };
  const address = supervisor.address.toLowerCase();
  if ((await directory.user(address)) !== null) return;
  const { calendarId } = alwaysOpen;
  if ((await directory.calendar(calendarId)) === null) {
    await write.putCalendar({ value: { ...alwaysOpen, version: 1 }, before: null, by });
  }
  await write.putPerson({
    value: {
      personId: `person-${sha256(address).slice(0, 12)}`,
      name,
      address,
      phone: null,
      roles: ['supervisor'],
      languages: [language],
      skills: [],
      timeZone,
      calendarId,
      away: false,
      enabled: true,
      version: 1,
    },
    before: null,
    by,
  });
}
