import { AlreadyDone } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import { actorOf, type Principal } from '../../domain/access/principal.ts';
import type { Case } from '../../domain/case/case.ts';
import { decideMeasured, judgeLedger } from '../../domain/case/critical/measurement.ts';
import type { LedgerSecond } from '../../domain/unavailability/index.ts';
import { type Command, command, readCase } from '../commands.ts';
import type { Desk } from '../desk.ts';
import { sha256 } from '../ids.ts';

/** Judges a ledger of seconds and puts the verdict on the case, as evidence for both parties. */
export async function measureUnavailability(
  desk: Desk,
  asked: Command & { readonly ledger: readonly LedgerSecond[] },
): Promise<Case> {
  const measured = judgeLedger(asked.ledger, sha256);
  const { after } = await command(desk, asked, (current, context) =>
    decideMeasured(current, measured, context),
  );
  return after;
}

/** The same by an event of another system; the same id from the same source is one measurement. */
export async function measureByEvent(
  desk: Desk,
  {
    principal,
    event: { id, caseNumber, ledger },
  }: {
    readonly principal: Principal;
    readonly event: {
      readonly id: string;
      readonly caseNumber: string;
      readonly ledger: readonly LedgerSecond[];
    };
  },
): Promise<Case> {
  const { caseId } = await readCase(desk, principal, caseNumber);
  const measured = judgeLedger(ledger, sha256);
  const done = keys.done(`event:${principal.id}:${id}`);
  try {
    const { after } = await command(
      desk,
      { principal, caseId, commandKey: null, markers: () => [{ key: done, place: { caseId, seq: 1 } }] },
      (current, { now }) => decideMeasured(current, measured, { now, actor: actorOf(principal) }),
    );
    return after;
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    return await readCase(desk, principal, caseId);
  }
}
