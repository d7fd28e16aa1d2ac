import { caseLists } from '../../shared/aws/case-lists.ts';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import { searchIndex } from '../../shared/aws/search-index.ts';
import { sendings } from '../../shared/aws/sendings.ts';
import { signedUrls } from '../../shared/aws/signed-urls.ts';
import { uploads } from '../../shared/aws/uploads.ts';
import { connectDesk } from '../_runtime/desk.ts';
import type { env } from './env.ts';

type Environment = { readonly [Name in (typeof env)[number]]: string };

/** Everything the API's use cases work with, connected to the deployment. */
export async function connectApi(environment: Environment) {
  const connected = await connectDesk(environment);
  return {
    ...connected,
    lists: caseLists(connected.table),
    sendings: sendings(connected.table),
    write: directoryWriter(connected.table),
    uploads: uploads(connected.table),
    searchIndex: searchIndex(connected.table),
    signedUrls: signedUrls(environment.ATTACHMENTS_BUCKET),
    hotlineNumbers: environment.HOTLINE_NUMBERS.split(',').filter((number) => number !== ''),
    webUrl: environment.WEB_URL,
  };
}
export type ApiDesk = Awaited<ReturnType<typeof connectApi>>;
