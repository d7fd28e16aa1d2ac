import { join } from 'node:path';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { fulfil } from '../_runtime/custom-resource.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';
import { publishSite, withdrawSite } from './publish.ts';
import { siteBucket } from './site-bucket.ts';

/** The built dashboard, which `infra/bundle.ts` puts beside the bundle. */
const folder = join(import.meta.dirname, 'site');
const bucket = siteBucket(readEnvironment(env).SITE_BUCKET);
/** Always the same: another id would have the site withdrawn that an update has just published. */
const id = 'site';

/** The custom resource `Custom::PublishedSite`: the dashboard of this deployment, in its bucket. */
export async function handler(event: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  await fulfil({ event, context, failedId: id }, async () => {
    if (event.RequestType === 'Delete') await withdrawSite(bucket);
    else await publishSite({ folder, config: event.ResourceProperties.Config, bucket });
    return { id };
  });
}
