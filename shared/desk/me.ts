import type * as z from 'zod';
import type { MeView } from '../contracts/api/me.ts';
import type { Principal } from '../domain/access/principal.ts';
import type { Desk } from './desk.ts';
import { tamCard } from './tam-card.ts';

/** Who the caller is, and whom they can turn to. */
export async function me(
  desk: Desk & { readonly hotlineNumbers: readonly string[] },
  principal: Principal,
): Promise<z.input<typeof MeView>> {
  const { id, name, kind, roles, accountId } = principal;
  const account = accountId === null ? null : await desk.directory.account(accountId);
  const contact =
    accountId === null || kind !== 'contact' ? null : await desk.directory.contact(accountId, id);
  const person = kind === 'person' ? await desk.directory.person(id) : null;
  return {
    id,
    name,
    address: principal.address,
    kind,
    roles: [...roles],
    accountId,
    accountName: account?.name ?? null,
    language: contact?.language ?? person?.languages[0] ?? account?.language ?? 'en',
    timeZone: contact?.timeZone ?? person?.timeZone ?? account?.timeZone ?? 'UTC',
    ...(person === null ? {} : { caseMails: person.caseMails !== false }),
    tam: account === null ? null : await tamCard(desk, account, desk.now()),
    hotlineNumbers: [...desk.hotlineNumbers],
    deskName: desk.settings.deskName,
    supportAddress: desk.settings.supportAddress,
  };
}
