import type { SubmitEvent } from '../../contracts/events-in.ts';
import type { Principal } from '../../domain/access/principal.ts';
import type { Case } from '../../domain/case/case.ts';
import { type SubmittingDesk, submitCase } from '../submit-case.ts';

/**
 * Opens the case that another system asks for. The same id from the same source gives the same case,
 * whenever it comes again.
 *
 * @throws NotFound when the account or contact does not exist
 */
export async function submitByEvent(
  desk: SubmittingDesk,
  { source, event: { id, ...asked } }: { source: string; event: SubmitEvent },
): Promise<Case> {
  return await submitCase(desk, {
    principal: machineOf(source),
    submitted: { ...asked, attachmentIds: [] },
    commandKey: null,
    eventKey: `event:${source}:${id}`,
  });
}

/** Whoever may put events on the desk's bus may ask for any account's case: IAM says who that is. */
export function machineOf(source: string): Principal {
  return {
    id: source,
    name: source,
    address: '',
    kind: 'machine',
    roles: [],
    accountId: null,
    scopes: [],
  };
}
