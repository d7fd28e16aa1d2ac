import { Logger } from '@aws-lambda-powertools/logger';
import type { EventBridgeHandler } from 'aws-lambda';
import { outboundMail } from '../../shared/aws/outbound-mail.ts';
import { textMessages } from '../../shared/aws/pages.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import type { ChannelRequest } from '../../shared/desk/critical/channel-code.ts';
import { sendChannelCode } from '../../shared/desk/critical/send-code.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  settings: { deskName: environment.DESK_NAME, supportAddress: environment.SUPPORT_ADDRESS },
  webUrl: environment.WEB_URL,
  onCall: scheduleStore(connected.table),
  texts: textMessages(),
  outbound: outboundMail(environment.CONFIGURATION_SET),
};
const logger = new Logger();

/** Sends the code that proves a new channel through that channel. */
export const handler: EventBridgeHandler<string, ChannelRequest, void> = async ({ detail }) => {
  const { personId, channelId } = detail;
  const outcome = await sendChannelCode(desk, { personId, channelId });
  logger.info('code of a channel', { personId, channelId, outcome });
};
