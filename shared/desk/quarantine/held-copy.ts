import type { Place } from '../../aws/case-store.ts';
import type { Case } from '../../domain/case/case.ts';
import type { QuarantineReason } from '../../domain/case/mail.ts';
import { decideJoin } from '../../domain/case/quarantine.ts';
import { intakeActor } from '../actors.ts';
import { changeCase } from '../change-case.ts';
import type { Desk } from '../desk.ts';

/** What is wrong with one delivery says nothing of another of the same mail, which SES may vouch for. */
const ofTheDelivery: ReadonlySet<QuarantineReason> = new Set([
  'unauthenticated-sender',
  'scan-failed',
  'spam',
]);

/**
 * The case of a delivery that was taken in before, if it was held back for that delivery alone, and nobody has
 * vouched for it since. A forwarder's copy, or one that was handed in again without verdicts, does not swallow the genuine
 * mail (freescout#4958); a copy that a person discarded was not that mail either.
 */
export async function heldCopy(desk: Pick<Desk, 'cases'>, { caseId }: Place): Promise<Case | null> {
  const of = await desk.cases.read(caseId);
  const held = of?.status === 'quarantined' || of?.closedHow === 'discarded';
  return held && of.quarantine !== null && ofTheDelivery.has(of.quarantine) ? of : null;
}

/** The mail was believed elsewhere: the copy that waits needs nobody's judgement, and leads there. */
export async function retireCopy(desk: Pick<Desk, 'cases' | 'now'>, copy: Case, into: Place): Promise<void> {
  const target = await desk.cases.read(into.caseId);
  if (target === null) return;
  await changeCase(desk, {
    caseId: copy.caseId,
    decide: (of) =>
      of.status === 'quarantined' ? decideJoin(of, target, { now: desk.now(), actor: intakeActor }) : [],
  });
}
