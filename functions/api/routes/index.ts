import type { OperationId } from '../../../shared/contracts/api/index.ts';
import type { ApiDesk } from '../connect.ts';
import type { Handlers } from '../operation.ts';
import { attachmentHandlers } from './attachments.ts';
import { caseHandlers } from './cases.ts';
import { criticalHandlers } from './critical.ts';
import { deskHandlers } from './desk.ts';
import { onCallHandlers } from './on-call.ts';
import { peopleHandlers } from './people.ts';
import { publicHandlers } from './public.ts';
import { quarantineHandlers } from './quarantine.ts';
import { webhookHandlers } from './webhooks.ts';

/** A handler for every operation of the contract: one that is missing does not compile. */
export function handlersOf(desk: ApiDesk): Partial<Handlers<OperationId>> {
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
  };
}
