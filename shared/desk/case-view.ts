import type * as z from 'zod';
import type { CaseSummary, CaseView, CriticalView, TamCard } from '../contracts/api/views.ts';
import type { Principal } from '../domain/access/principal.ts';
import { type Case, type CriticalState, isMissed, isPromise } from '../domain/case/case.ts';
import { clauseOf } from '../domain/case/clause.ts';
import { takenUntil } from '../domain/case/critical/clocks.ts';
import type { DeadlineKind } from '../domain/case/vocabulary.ts';
import type { Desk } from './desk.ts';
import { tamCard } from './tam-card.ts';

/** The promises that were made to the customer; the others are between us. */
const promised: readonly DeadlineKind[] = [
  'first-response',
  'update',
  'callback',
  'critical-update',
  'closure-lapse',
];

/** What an index item carries of a case (shared/aws/table.ts). */
export type ListedCase = Pick<
  Case,
  | 'caseId'
  | 'number'
  | 'accountId'
  | 'subject'
  | 'category'
  | 'severity'
  | 'status'
  | 'channel'
  | 'requester'
  | 'ownerId'
  | 'ownerName'
  | 'openedAt'
  | 'updatedAt'
  | 'closedAt'
  | 'deadlines'
  | 'missed'
  | 'quarantine'
  | 'version'
> & { readonly stage?: CriticalState['stage'] };

/** A case in a list, as this reader may see it. */
export function summaryOf(of: ListedCase, principal: Principal): z.input<typeof CaseSummary> {
  const { caseId, number, accountId, subject, category, severity, status, channel, requester } = of;
  const { openedAt, updatedAt, closedAt, quarantine, version } = of;
  const deadlines = (Object.entries(of.deadlines) as [DeadlineKind, string][])
    .filter(([kind]) => (principal.accountId === null ? isPromise(kind) : promised.includes(kind)))
    .map(([kind, at]) => ({ kind, at, missed: isMissed(of, kind) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    caseId,
    number,
    accountId,
    subject,
    category,
    severity,
    status,
    channel,
    requester,
    openedAt,
    updatedAt,
    closedAt,
    quarantine,
    version,
    deadlines,
    stage: of.stage ?? null,
    owner: of.ownerId === null ? null : { agentId: of.ownerId, name: of.ownerName ?? '' },
  };
}

/** A case in full, as this reader may see it. */
export async function viewOf(desk: Desk, of: Case, principal: Principal): Promise<z.input<typeof CaseView>> {
  const account = of.accountId === null ? null : await desk.directory.account(of.accountId);
  const tam: z.input<typeof TamCard> | null =
    account === null ? null : await tamCard(desk, account, desk.now());
  const stage = of.critical === null ? {} : { stage: of.critical.stage };
  return {
    ...summaryOf({ ...of, ...stage }, principal),
    accountName: account?.name ?? null,
    language: of.language,
    parties: [...of.parties],
    affected:
      of.affected === null
        ? null
        : ({
            ...of.affected,
            ...(of.affected.ipAddresses === undefined ? {} : { ipAddresses: [...of.affected.ipAddresses] }),
          } as z.input<typeof CaseView>['affected']),
    firstRespondedAt: of.firstRespondedAt,
    lastCustomerSeq: of.lastCustomerSeq,
    closureProposal: of.closureProposal,
    reclassification: of.reclassification ?? null,
    satisfaction: of.satisfaction ?? null,
    closedHow: of.closedHow,
    reopened: of.reopened,
    mergedInto: of.mergedInto,
    escalatedTo: of.escalatedTo === null ? null : { role: of.escalatedTo.role, id: of.escalatedTo.id },
    critical: of.critical === null ? null : criticalView(of.critical),
    tam,
    clause: clauseOf(of),
  };
}

/** Whom we paged, and by which run, is not the customer's matter. */
function criticalView(state: CriticalState): z.input<typeof CriticalView> {
  const {
    executionName: _run,
    runSince: _since,
    paged: _paged,
    lastCall: _call,
    note: _note,
    heldSince: _held,
    wake: _wake,
    hotlineNumbers,
    ...critical
  } = state;
  return { ...critical, hotlineNumbers: [...hotlineNumbers], acknowledgedUntil: takenUntil(state) };
}
