import { Logger } from '@aws-lambda-powertools/logger';
import type { EventBridgeHandler } from 'aws-lambda';
import type * as z from 'zod';
import { alarmMemory } from '../../shared/aws/alarm-memory.ts';
import { caseLists } from '../../shared/aws/case-lists.ts';
import { uploads } from '../../shared/aws/uploads.ts';
import {
  AlarmChange,
  MeasuredEvent,
  measuredDetailType,
  SubmitEvent,
  submitDetailType,
} from '../../shared/contracts/events-in.ts';
import { measureByEvent } from '../../shared/desk/critical/measure-unavailability.ts';
import { followAlarm } from '../../shared/desk/events-in/follow-alarm.ts';
import { machineOf, submitByEvent } from '../../shared/desk/events-in/submit-by-event.ts';
import { ownerRule } from '../../shared/desk/owner-rule.ts';
import { connectDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const logger = new Logger();
const connected = await connectDesk(environment);
const desk = {
  ...connected,
  uploads: uploads(connected.table),
  owners: ownerRule({ ...connected, lists: caseLists(connected.table) }),
  alarms: alarmMemory(connected.table),
  hotlineNumbers: environment.HOTLINE_NUMBERS.split(','),
};

/**
 * Facts of other systems: a `case.submit` opens a case, an alarm opens or follows one, a ledger of seconds is put
 * on one. What cannot be used is thrown back, and waits with the reason in the dead-letter queue of the function.
 */
export const handler: EventBridgeHandler<string, unknown, void> = async (event) => {
  const { id: eventId, source, account, region, time: at, 'detail-type': detailType } = event;
  const take = {
    [submitDetailType]: () => submitByEvent(desk, { source, event: parsed(SubmitEvent, event.detail) }),
    [measuredDetailType]: () =>
      measureByEvent(desk, { principal: machineOf(source), event: parsed(MeasuredEvent, event.detail) }),
  }[detailType];
  const from = `${account}:${region}`;
  const of = await (take?.() ??
    followAlarm(desk, { eventId, from, at, alarm: parsed(AlarmChange, event.detail) }));
  logger.info('event from outside', { source, detailType, caseId: of?.caseId ?? null });
};

/** @throws Error naming every bad field: it goes into the dead-letter queue beside the event */
function parsed<T extends z.ZodType>(schema: T, detail: unknown): z.output<T> {
  const result = schema.safeParse(detail);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => `${path.join('.') || 'detail'}: ${message}`);
  throw new Error(`The event cannot be used. ${fields.join('; ')}`);
}
