import { Logger } from '@aws-lambda-powertools/logger';
import type { EventBridgeHandler } from 'aws-lambda';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { assignByRule } from '../../shared/desk/assign-by-rule.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const connected = connectReadingDesk(readEnvironment(env).TABLE_NAME);
const desk = { ...connected, lists: caseLists(connected.table) };
const logger = new Logger();

/** Gives a case that was opened, or let out of quarantine, its owner. */
export const handler: EventBridgeHandler<string, { readonly caseId: string }, void> = async ({ detail }) => {
  const ownerId = await assignByRule(desk, detail.caseId);
  logger.info('owner by rule', { caseId: detail.caseId, ownerId });
};
