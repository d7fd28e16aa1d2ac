import type * as z from 'zod';
import type { TamCard } from '../contracts/api/views.ts';
import type { Account } from '../domain/account/account.ts';
import { isPresent } from '../domain/account/attendance.ts';
import type { Person } from '../domain/account/person.ts';
import { isOpen, nextClosing, nextOpening, upcomingChanges } from '../domain/calendar/index.ts';
import type { Desk } from './desk.ts';

/**
 * The technical account manager of an account, named and reachable (contract: «disponible por teléfono y
 * correo electrónico»); the deputy while they are away.
 */
export async function tamCard(
  desk: Pick<Desk, 'directory'>,
  { tamId, deputyTamId }: Pick<Account, 'tamId' | 'deputyTamId'>,
  now: string,
): Promise<z.input<typeof TamCard> | null> {
  const tam = tamId === null ? null : await desk.directory.person(tamId);
  if (tam !== null && isPresent(tam)) return await cardOf(desk, tam, { now, standsInFor: null });
  const deputy = deputyTamId === null ? null : await desk.directory.person(deputyTamId);
  if (deputy?.enabled) return await cardOf(desk, deputy, { now, standsInFor: tam?.name ?? null });
  return tam === null ? null : await cardOf(desk, tam, { now, standsInFor: null });
}

async function cardOf(
  { directory }: Pick<Desk, 'directory'>,
  person: Person,
  { now, standsInFor }: { now: string; standsInFor: string | null },
): Promise<z.input<typeof TamCard>> {
  const calendar = await directory.calendar(person.calendarId);
  const openNow = calendar === null || isOpen(calendar, now);
  const changesAt =
    calendar === null ? null : openNow ? nextClosing(calendar, now) : nextOpening(calendar, now);
  const { personId, name, phone, address: email, timeZone } = person;
  const [change] = calendar === null ? [] : upcomingChanges(calendar, now);
  const hoursChangeOn = change?.effectiveFrom ?? null;
  return { personId, name, phone, email, openNow, changesAt, timeZone, standsInFor, hoursChangeOn };
}
