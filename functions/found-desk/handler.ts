import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import { foundDesk } from '../../shared/desk/directory/found-desk.ts';
import { fulfil } from '../_runtime/custom-resource.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';
import { readFounding } from './founding.ts';

const connected = connectReadingDesk(readEnvironment(env).TABLE_NAME);
const desk = { ...connected, write: directoryWriter(connected.table) };
const id = 'desk';

/** The custom resource `Custom::FoundedDesk`: who may use a desk that nobody is in yet. What it wrote stays. */
export async function handler(event: CloudFormationCustomResourceEvent, context: Context): Promise<void> {
  await fulfil({ event, context, failedId: id }, async () => {
    if (event.RequestType !== 'Delete') await foundDesk(desk, readFounding(event.ResourceProperties));
    return { id };
  });
}
