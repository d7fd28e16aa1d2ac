import type { OperationId } from '../../../shared/contracts/api/index.ts';
import type { ApiDesk } from '../connect.ts';
import type { Handlers } from '../operation.ts';
import { caseHandlers } from './cases.ts';
import { peopleHandlers } from './people.ts';

/** A handler for every operation of the contract: one that is missing does not compile. */
export function handlersOf(desk: ApiDesk): Partial<Handlers<OperationId>> {
  return { ...caseHandlers(desk), ...peopleHandlers(desk) };
}
