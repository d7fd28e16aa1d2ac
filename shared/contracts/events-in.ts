import * as z from 'zod';
import { SubmitCase } from './api/cases.ts';
import { LedgerLine } from './ledger.ts';

/** The `detail-type` by which any system of the AWS account opens a case (docs/events.md). */
export const submitDetailType = 'case.submit';

/** The `detail` of such an event: a case as the API takes it, with the sender's own id. */
export const SubmitEvent = SubmitCase.omit({ attachmentIds: true, accountId: true }).extend({
  id: z.string().trim().min(1).max(200).describe('The same id from the same source opens one case'),
  accountId: z.string().min(1).max(64),
});
export type SubmitEvent = z.output<typeof SubmitEvent>;

/** The `detail-type` by which a prober puts what it measured on a case. */
export const measuredDetailType = 'unavailability.observed';

/** The `detail` of such an event; at most what an event holds: longer ledgers go by the API. */
export const MeasuredEvent = z.object({
  id: z.string().trim().min(1).max(200).describe('The same id from the same source is one measurement'),
  caseNumber: z.string().min(1).max(64),
  ledger: z.array(LedgerLine).min(1).max(20_000),
});
export type MeasuredEvent = z.output<typeof MeasuredEvent>;

/** An alarm's change of state, as CloudWatch tells the account's default bus. */
export const AlarmChange = z.object({
  alarmName: z.string().max(255),
  state: z.object({ value: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']), reason: z.string().default('') }),
  configuration: z.object({ description: z.string().default('') }).default({ description: '' }),
});
export type AlarmChange = z.output<typeof AlarmChange>;
