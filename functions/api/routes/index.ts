import type { OperationId } from '../../../shared/contracts/api/index.ts';
import type { ApiDesk } from '../connect.ts';
import type { Handlers } from '../operation.ts';
import { attachmentHandlers } from './attachments.ts';
import { caseHandlers } from './cases.ts';
import { criticalHandlers } from './critical.ts';
import { dataRightsHandlers } from './data-rights.ts';
import { deskHandlers } from './desk.ts';
import { onCallHandlers } from './on-call.ts';
import { peopleHandlers } from './people.ts';
import { publicHandlers } from './public.ts';
import { quarantineHandlers } from './quarantine.ts';
import { webhookHandlers } from './webhooks.ts';

/** Answered by a function of its own, which alone carries the mail parser (functions/read-original). */
type Elsewhere = 'readOriginal';
/** Every other operation of the contract. */
export type ApiOperation = Exclude<OperationId, Elsewhere>;

/** A handler for every operation: one that is missing does not compile. */
export function handlersOf(desk: ApiDesk): Handlers<ApiOperation> {
  return {
    ...caseHandlers(desk),
    ...peopleHandlers(desk),
    ...quarantineHandlers(desk),
    ...attachmentHandlers(desk),
    ...publicHandlers(desk),
    ...criticalHandlers(desk),
    ...onCallHandlers(desk),
    ...deskHandlers(desk),
    ...webhookHandlers(desk),
    ...dataRightsHandlers(desk),
  };
}
