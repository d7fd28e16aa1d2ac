import type { CaseView, CriticalView } from '../../../shared/contracts/api/views.ts';
import { at, caseView, timelineOf } from './cases.ts';

const minute = 60_000;
const agent = { kind: 'agent', id: 'agent@guardia.example', name: 'Alba Gil' } as const;
const system = { kind: 'system', id: 'rule', name: 'system' } as const;

const vitalInformation = {
  companyName: 'Acme',
  contactName: 'Ana Ruiz',
  contactPhone: '+34911234567',
  contactEmail: 'ana@acme.example',
  description: 'All SMTP injections time out since 03:12.',
};

export function criticalView(over: Partial<CriticalView> = {}): CriticalView {
  return {
    stage: 'paging',
    hotlineNumbers: ['+12025550143', '+12025550178'],
    pin: '482193',
    declaredAt: at(-6 * minute),
    vitalInformation,
    clockStartedAt: at(-5 * minute),
    callbackDueAt: at(10 * minute),
    callbackReachedAt: null,
    callbackAttempts: 1,
    acknowledgedBy: null,
    acknowledgedAt: null,
    acknowledgedUntil: null,
    cadence: { minutes: 30, agreed: false, proposal: null },
    updates: 0,
    lastUpdateAt: null,
    nextUpdateDueAt: null,
    expectedResolutionAt: null,
    workaroundAt: null,
    endedAt: null,
    closingNote: false,
    ...over,
  };
}

/** A critical case whose customer is waiting for the call. */
export function criticalCase(over: Partial<CaseView> = {}, critical: Partial<CriticalView> = {}): CaseView {
  const of = criticalView(critical);
  return caseView({
    caseId: 'case-2',
    number: '77120488',
    subject: 'All SMTP injections time out',
    severity: 'critical',
    status: 'in-progress',
    stage: of.stage,
    channel: 'hotline',
    openedAt: at(-6 * minute),
    updatedAt: at(-minute),
    deadlines:
      of.callbackReachedAt === null && of.callbackDueAt !== null
        ? [{ kind: 'callback', at: of.callbackDueAt, missed: false }]
        : [{ kind: 'critical-update', at: of.nextUpdateDueAt ?? at(10 * minute), missed: false }],
    critical: of,
    clause: 'C-ii-2',
    affected: null,
    ...over,
  });
}

const paged = (key: string, name: string, channel: string, receipt: string, ago: number) => [
  {
    ago,
    type: 'page.sent' as const,
    actor: system,
    visibility: 'internal' as const,
    data: { pageKey: key, step: 'primary', personId: name, personName: name, channel, address: '…' },
  },
  {
    ago: ago - 5000,
    type: 'page.receipt' as const,
    actor: system,
    visibility: 'internal' as const,
    data: { pageKey: key, personId: name, channel, receipt, detail: null },
  },
];

/** What has happened while the customer waits for the call. */
export const criticalTimeline = timelineOf([
  {
    ago: 6 * minute,
    type: 'case.opened',
    actor: { kind: 'representative', id: 'r', name: 'Rosa Prat' },
    data: { channel: 'hotline' },
  },
  {
    ago: 5 * minute,
    type: 'vital-information.recorded',
    actor: { kind: 'representative', id: 'r', name: 'Rosa Prat' },
    data: {
      vitalInformation,
      source: 'hotline',
      completeAt: at(-5 * minute),
      callbackDueAt: at(10 * minute),
    },
  },
  ...paged('1', 'Alba Gil', 'push', 'delivered', 5 * minute),
  ...paged('1', 'Alba Gil', 'sms', 'sent', 5 * minute),
  ...paged('1', 'Alba Gil', 'voice', 'failed', 5 * minute),
  ...paged('1', 'Alba Gil', 'mail', 'unknown', 5 * minute),
  {
    ago: 2 * minute,
    type: 'callback.attempted',
    actor: agent,
    data: {
      number: '+34911234567',
      startedAt: at(-2 * minute),
      durationSeconds: 0,
      notes: 'Engaged.',
      source: 'agent',
      outcome: 'busy',
      nextAttemptAt: at(0),
      mail: null,
    },
  },
]);

const update = (ago: number, expected: number | null, slip: number | null, text: string) => ({
  ago,
  type: 'update.sent' as const,
  actor: agent,
  data: {
    nature: 'One of three injection clusters answers no connection.',
    changed: text,
    expectedResolutionAt: expected === null ? null : at(expected),
    nextEstimateAt: expected === null ? at(30 * minute) : null,
    slipSeconds: slip,
    mail: null,
  },
});

/** The same issue two hours later, with updates whose estimate moved. */
export const workedTimeline = timelineOf([
  ...criticalTimeline.map(({ id: _, seq: __, at: when, ...entry }) => ({
    ...entry,
    ago: Date.now() - Date.parse(when) + 120 * minute,
  })),
  {
    ago: 118 * minute,
    type: 'callback.reached',
    actor: agent,
    data: {
      number: '+34911234567',
      startedAt: at(-118 * minute),
      durationSeconds: 240,
      notes: null,
      source: 'agent',
      elapsedSeconds: 420,
    },
  },
  {
    ago: 117 * minute,
    type: 'cadence.agreed',
    actor: system,
    data: { minutes: 30, signatures: { customer: 'Ana Ruiz', desk: 'Alba Gil' } },
  },
  update(90 * minute, null, null, 'We are isolating the cluster.'),
  update(60 * minute, 20 * minute, null, 'Traffic moves to the other two clusters.'),
  update(30 * minute, 50 * minute, 1800, 'The move is slower than expected.'),
  update(5 * minute, 40 * minute, -600, 'Two thirds of the traffic flow again.'),
]);

export const workedCritical = (): CaseView =>
  criticalCase(
    { caseId: 'case-3', openedAt: at(-126 * minute), clause: 'C-ii-3' },
    {
      stage: 'working',
      declaredAt: at(-126 * minute),
      clockStartedAt: at(-125 * minute),
      callbackDueAt: at(-110 * minute),
      callbackReachedAt: at(-118 * minute),
      acknowledgedBy: 'agent@guardia.example',
      acknowledgedAt: at(-124 * minute),
      acknowledgedUntil: at(-110 * minute),
      cadence: {
        minutes: 30,
        agreed: true,
        proposal: { by: 'customer', minutes: 15, proposedBy: 'Ana Ruiz' },
      },
      updates: 4,
      lastUpdateAt: at(-5 * minute),
      nextUpdateDueAt: at(25 * minute),
      expectedResolutionAt: at(40 * minute),
    },
  );
