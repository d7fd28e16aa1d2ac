import { cachedAccounts, cachedDirectory, type Epoch, shortly } from '../../shared/aws/cached-directory.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { commandUses } from '../../shared/aws/command-uses.ts';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import type { Table } from '../../shared/aws/dynamodb.ts';
import { pins } from '../../shared/aws/pins.ts';
import { presenceStore } from '../../shared/aws/presence.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { searchIndex } from '../../shared/aws/search-index.ts';
import { sendings } from '../../shared/aws/sendings.ts';
import { signedUrls } from '../../shared/aws/signed-urls.ts';
import { uploads } from '../../shared/aws/uploads.ts';
import { ownerRule } from '../../shared/desk/owner-rule.ts';
import { connectDesk } from '../_runtime/desk.ts';
import type { env } from './env.ts';

type Environment = { readonly [Name in (typeof env)[number]]: string };

/** What the everyday operations keep in the one table, beside the cases and the directory. */
export function caseStoresIn(table: Table) {
  return {
    lists: caseLists(table),
    sendings: sendings(table),
    write: directoryWriter(table),
    uploads: uploads(table),
    searchIndex: searchIndex(table),
    presence: presenceStore(table),
    commandUses: commandUses(table),
    pins: pins(table),
    onCall: scheduleStore(table),
  };
}

/**
 * Everything the everyday operations work with, connected to the deployment.
 *
 * @param invocation tells one request from the next: each reads an account and its hours once, as they stand
 */
export async function connectApi(environment: Environment, invocation: Epoch) {
  const connected = await connectDesk(environment);
  const stores = caseStoresIn(connected.table);
  const recent = cachedDirectory(connected.directory, shortly(Date.now));
  return {
    ...connected,
    directory: { ...connected.directory, ...cachedAccounts(connected.directory, invocation) },
    /** The directory as opening a case reads it, by the API as by mail: cases may come in bursts. */
    recent,
    ...stores,
    owners: ownerRule({ directory: recent, lists: stores.lists, now: connected.now }),
    signedUrls: signedUrls(environment.ATTACHMENTS_BUCKET, environment.DOWNLOADS_HOST),
    hotlineNumbers: environment.HOTLINE_NUMBERS.split(',').filter((number) => number !== ''),
    webUrl: environment.WEB_URL,
  };
}
export type ApiDesk = Awaited<ReturnType<typeof connectApi>>;
