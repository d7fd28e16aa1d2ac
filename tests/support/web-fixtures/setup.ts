import type { Answers } from './answers.ts';
import { at } from './cases.ts';
import { names } from './people.ts';

const minute = 60_000;
const hour = 60 * minute;
const page = <T>(items: T[]) => ({ items, nextCursor: null });

const layer = (layerId: string, role: 'primary' | 'secondary' | 'duty-lead', members: string[]) => ({
  layerId,
  role,
  timeZone: 'Europe/Madrid',
  rotation: { unit: 'week' as const, every: 1, startsOn: '2026-01-05', handoffAt: '09:00', members },
  windows: [],
  from: null,
  until: null,
});

/** How the desk is set up: who is on call, rules and webhooks. */
export const setupAnswers = {
  readSchedule: () => ({
    name: 'Severity 1',
    layers: [
      layer('primary', 'primary', ['agent@guardia.example', 'agent2@guardia.example']),
      layer('secondary', 'secondary', ['agent2@guardia.example', 'supervisor@guardia.example']),
      layer('lead', 'duty-lead', ['supervisor@guardia.example']),
    ],
    overrides: [],
    swaps: [],
    leave: [],
    version: 4,
  }),
  readOnCall: ({ url }) => page(shifts(url)),
  proveCoverage: () => ({
    covered: false,
    gap: {
      from: at(50 * hour),
      to: at(58 * hour),
      reason: 'Bruno Sanz is away and nobody takes the turn.',
    },
  }),
  readRules: () => ({
    assignment: 'round-robin',
    alarms: [{ namePrefix: 'acme-smtp-', accountId: 'acme', severity: 'critical' }],
    version: 2,
  }),
  listWebhooks: () =>
    page([
      {
        webhookId: 'w1',
        accountId: 'acme',
        url: 'https://hooks.acme.example/guardia',
        eventTypes: ['case.opened', 'case.closed'],
        enabled: true,
        createdAt: at(-200 * hour),
        version: 1,
      },
    ]),
  listDeliveries: () =>
    page([
      {
        deliveryId: 'd1',
        eventId: 'e1',
        eventType: 'case.opened',
        at: at(-3 * hour),
        attempt: 1,
        outcome: 'delivered',
        status: 200,
        detail: null,
      },
      {
        deliveryId: 'd2',
        eventId: 'e2',
        eventType: 'case.closed',
        at: at(-hour),
        attempt: 3,
        outcome: 'failed',
        status: 503,
        detail: 'Service Unavailable',
      },
    ]),
} satisfies Answers;

/** Week-long turns, with somebody standing in once. */
function shifts(url: URL) {
  const from = Date.parse(url.searchParams.get('from') ?? '');
  const iso = (day: number): string => new Date(from + day * 24 * hour).toISOString();
  const turn = (
    layerId: string,
    person: keyof typeof names,
    between: [number, number],
    because: 'rotation' | 'override' = 'rotation',
  ) => ({
    from: iso(between[0]),
    to: iso(between[1]),
    layerId,
    personId: person,
    name: names[person],
    because,
  });
  return [
    turn('primary', 'agent2@guardia.example', [0, 0.375]),
    turn('primary', 'agent@guardia.example', [0.375, 4]),
    turn('primary', 'supervisor@guardia.example', [4, 4.5], 'override'),
    turn('primary', 'agent@guardia.example', [4.5, 7]),
    turn('secondary', 'supervisor@guardia.example', [0, 0.375]),
    turn('secondary', 'agent2@guardia.example', [0.375, 7]),
    turn('lead', 'supervisor@guardia.example', [0, 7]),
  ];
}
