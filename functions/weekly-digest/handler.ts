import { Logger } from '@aws-lambda-powertools/logger';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { digestClaims } from '../../shared/aws/digest-claims.ts';
import { outboundMail } from '../../shared/aws/outbound-mail.ts';
import { sendDigests } from '../../shared/desk/digest/send-digests.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const logger = new Logger();
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  settings: { deskName: environment.DESK_NAME, supportAddress: environment.SUPPORT_ADDRESS },
  lists: caseLists(connected.table),
  claims: digestClaims(connected.table),
  outbound: outboundMail(environment.CONFIGURATION_SET),
  webUrl: environment.WEB_URL,
};

/** Each Monday: every technical account manager is mailed the week of their accounts. */
export async function handler(): Promise<void> {
  logger.info('weekly digests', { sent: await sendDigests(desk) });
}
