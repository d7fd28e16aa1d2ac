import type { Erasures } from '../../aws/erasures.ts';
import type { EventBus } from '../../aws/event-bus.ts';
import type { AccountExport, ExportStore } from '../../aws/export-store.ts';
import type { SignedUrls } from '../../aws/signed-urls.ts';
import { signedSeconds } from '../../aws/signed-urls.ts';
import type { Principal } from '../../domain/access/principal.ts';
import { authorOf } from '../../domain/audit/change.ts';
import { Conflict, NotFound, Unavailable } from '../../errors/index.ts';
import { type DirectoryDesk, guarded } from '../directory/directory-desk.ts';
import { idFor } from '../ids.ts';

/** The source of the requests that go to the desk's own functions by the bus. */
export const dataRightsSource = 'guardia.data-rights';
export const exportRequested = 'export.requested';
export const erasureRequested = 'erasure.requested';
export const holdChanged = 'hold.changed';

/** For how long a finished export can be fetched, in days; its bucket forgets it then, too. */
const exportDays = 7;

interface RightsDesk extends DirectoryDesk {
  readonly exports: ExportStore;
  readonly erasures: Pick<Erasures, 'read' | 'put'>;
  readonly exportUrls: Pick<SignedUrls, 'download'>;
  readonly bus: EventBus;
}

/** Begins an export of an account. The same command gives the same export. @throws NotFound */
export async function requestExport(
  desk: RightsDesk,
  {
    principal,
    accountId,
    commandKey,
  }: { principal: Principal; accountId: string; commandKey: string | null },
): Promise<AccountExport> {
  if ((await desk.directory.account(accountId)) === null) throw new NotFound('account', accountId);
  const requestedAt = desk.now();
  const exportId = idFor(commandKey, requestedAt);
  const before = await desk.exports.read(accountId, exportId);
  if (before !== null) {
    // The first request may have ended before it was announced.
    if (before.state === 'running') await announce(desk, exportRequested, { accountId, exportId });
    return before;
  }
  const requested: AccountExport = {
    exportId,
    accountId,
    state: 'running',
    requestedAt,
    requestedBy: principal.id,
    objectKey: null,
  };
  await desk.exports.put(requested, forgottenAt(requestedAt));
  await announce(desk, exportRequested, { accountId, exportId });
  return requested;
}

/** How an export is doing, with a short-lived address once it is done. @throws NotFound */
export async function readExport(
  desk: RightsDesk,
  { accountId, exportId }: { accountId: string; exportId: string },
) {
  const of = await desk.exports.read(accountId, exportId);
  if (of === null) throw new NotFound('export', exportId);
  return await exportView(desk, of);
}

export async function exportView(desk: Pick<RightsDesk, 'exportUrls' | 'now'>, of: AccountExport) {
  const { exportId, state, objectKey, accountId } = of;
  if (objectKey === null) return { exportId, state, url: null, expiresAt: null };
  const file = { name: `${accountId}.tar.gz`, contentType: 'application/gzip', inline: false };
  return {
    exportId,
    state,
    url: await desk.exportUrls.download(objectKey, file),
    expiresAt: new Date(Date.parse(desk.now()) + signedSeconds * 1000).toISOString(),
  };
}

export function forgottenAt(requestedAt: string): number {
  return Math.floor(Date.parse(requestedAt) / 1000) + exportDays * 24 * 60 * 60;
}

/**
 * Erases a person: at once they can no longer sign in and are nobody's contact; their words and addresses
 * leave the cases right after. Asked again, it goes on where it stopped.
 *
 * @throws NotFound | Conflict `legal-hold`
 */
export async function requestErasure(
  desk: RightsDesk,
  {
    principal,
    accountId,
    contactId,
    reason,
  }: { principal: Principal; accountId: string; contactId: string; reason: string },
): Promise<{ state: 'running' }> {
  const [account, contact] = await Promise.all([
    desk.directory.account(accountId),
    desk.directory.contact(accountId, contactId),
  ]);
  if (account === null) throw new NotFound('account', accountId);
  if (contact === null) throw new NotFound('contact', contactId);
  if (account.legalHold) {
    throw new Conflict('legal-hold', 'The account is under legal hold: lift it first, then erase.');
  }
  const before = await desk.erasures.read(accountId, contactId);
  const named = contact.addresses.length > 0;
  await desk.erasures.put({
    accountId,
    contactId,
    reason,
    requestedBy: principal.id,
    requestedAt: desk.now(),
    doneAt: null,
    person: named
      ? {
          contactId,
          name: contact.name,
          addresses: contact.addresses.map(({ address }) => address.toLowerCase()),
          phone: contact.phone,
        }
      : (before?.person ?? { contactId, name: '', addresses: [], phone: null }),
  });
  if (named) await guarded(desk.write.eraseContact(contact, authorOf(principal, desk.now())));
  await announce(desk, erasureRequested, { accountId, contactId });
  return { state: 'running' };
}

/** Asks one of the desk's functions by the bus. @throws Unavailable */
export async function announce(
  desk: Pick<RightsDesk, 'bus' | 'now'>,
  detailType: string,
  detail: object,
): Promise<void> {
  const lost = await desk.bus.publish([{ source: dataRightsSource, detailType, time: desk.now(), detail }]);
  if (lost.length > 0) throw new Unavailable('bus-busy', 'The request could not be announced: ask again.');
}
