import type { CaseSummary } from '../../../shared/contracts/api/views.ts';
import { clauses } from '../../../shared/domain/case/clause.ts';
import type { Answers } from './answers.ts';
import { at, caseView, conversation, received, tam } from './cases.ts';
import { criticalCase, criticalTimeline, workedCritical, workedTimeline } from './critical.ts';

const minute = 60_000;
const hour = 60 * minute;
const page = <T>(items: T[]) => ({ items, nextCursor: null });

const roles = {
  'ana@acme.example': ['contact'],
  'agent@guardia.example': ['agent'],
  'agent2@guardia.example': ['agent'],
  'representative@guardia.example': ['representative'],
  'tam@guardia.example': ['tam'],
  'supervisor@guardia.example': ['supervisor', 'agent'],
} as const;
const names: Record<keyof typeof roles, string> = {
  'ana@acme.example': 'Ana Ruiz',
  'agent@guardia.example': 'Alba Gil',
  'agent2@guardia.example': 'Bruno Sanz',
  'representative@guardia.example': 'Rosa Prat',
  'tam@guardia.example': 'Teresa Amaya',
  'supervisor@guardia.example': 'Sergio Lara',
};

/** Cases of every kind, as a queue has them. */
export function manyCases(count: number): CaseSummary[] {
  const subjects = [
    'Bounces at Gmail are reported an hour late',
    'Please raise the rate limit for campaigns.acme.example',
    'Which IPs send our transactional mail?',
    'DKIM signature fails after key rotation',
    'Suppression list does not sync',
    'How do we read the engagement report?',
  ];
  const statuses = ['new', 'in-progress', 'waiting-on-customer', 'closure-proposed'] as const;
  return Array.from({ length: count }, (_, place) => {
    const due = at((place * 7 - 20) * minute);
    const status = statuses[place % 4] ?? 'new';
    return caseView({
      caseId: `case-${place + 10}`,
      number: String(40_000_000 + place * 7919),
      subject: subjects[place % subjects.length] ?? '',
      category: (['bug', 'configuration', 'information'] as const)[place % 3] ?? 'bug',
      status,
      owner: place % 3 === 0 ? null : { agentId: 'agent@guardia.example', name: 'Alba Gil' },
      deadlines:
        status === 'waiting-on-customer'
          ? []
          : [{ kind: place % 2 === 0 ? 'first-response' : 'update', at: due, missed: place < 3 }],
      openedAt: at(-place * hour),
    });
  });
}

const targets = {
  ownerMinutes: 60,
  firstResponseMinutes: 240,
  updateMinutes: 1440,
  ownerSilenceMinutes: 1440,
  escalationAnswerMinutes: 120,
  closureReminderMinutes: [2880, 4320],
  closureLapseMinutes: null,
  reopenDays: 14,
};
const account = {
  accountId: 'acme',
  name: 'Acme',
  domains: ['acme.example', 'news.acme.example'],
  language: 'es' as const,
  timeZone: 'Europe/Madrid',
  calendarId: 'madrid',
  tamId: 'tam@guardia.example',
  deputyTamId: null,
  targets,
  legalHold: false,
  version: 3,
  tam,
};
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const people = (Object.keys(roles) as (keyof typeof roles)[])
  .filter((id) => id !== 'ana@acme.example')
  .map((personId, place) => ({
    personId,
    name: names[personId],
    address: personId,
    phone: '+34600000000',
    roles: [...(roles[personId] as readonly ('agent' | 'representative' | 'supervisor' | 'tam')[])],
    languages: place === 1 ? ['en' as const] : ['es' as const, 'en' as const],
    skills: ['smtp'],
    timeZone: 'Europe/Madrid',
    calendarId: 'madrid',
    away: place === 1,
    enabled: true,
    channels:
      place === 2
        ? []
        : [
            {
              channelId: 'c1',
              kind: 'sms' as const,
              address: '+34600000000',
              verifiedAt: at(-90 * 24 * hour),
            },
          ],
    openNow: place !== 2,
    version: 1,
  }));
const layer = (layerId: string, role: 'primary' | 'secondary' | 'duty-lead', members: string[]) => ({
  layerId,
  role,
  timeZone: 'Europe/Madrid',
  rotation: { unit: 'week' as const, every: 1, startsOn: '2026-01-05', handoffAt: '09:00', members },
  windows: [],
  from: null,
  until: null,
});
const days = (of: (day: number) => number) =>
  Array.from({ length: 30 }, (_, place) => ({
    at: at((place - 29) * 24 * hour).slice(0, 10),
    value: of(place),
  }));

const quarantined = (
  caseId: string,
  subject: string,
  quarantine: CaseSummary['quarantine'],
  address: string,
) =>
  caseView({
    caseId,
    subject,
    quarantine,
    status: 'quarantined',
    accountId: null,
    owner: null,
    deadlines: [],
    requester: { address, name: '' },
  });

/** What the link of a page shows whoever is on call. */
const pageCard = {
  caseId: 'case-2',
  number: '48219356',
  customer: 'Acme Envíos',
  contactName: 'Ana García',
  phone: '+34911234567',
  declaredAt: '2026-11-24T09:40:00.000Z',
  callbackDueAt: '2026-11-24T09:55:00.000Z',
  reachedAt: null,
  language: 'en' as const,
  timeZone: 'Europe/Madrid',
  takenBy: null,
  mine: false,
  open: true,
};

/** A desk with something on every page. */
export function deskAnswers({
  user,
  language = 'en',
  cases = 24,
}: {
  user: keyof typeof roles;
  language?: 'es' | 'en';
  cases?: number;
}) {
  const isCustomer = user === 'ana@acme.example';
  const queue = [criticalCase(), caseView({ language }), ...manyCases(cases)];
  const byId: Record<string, () => ReturnType<typeof caseView>> = {
    'case-2': () => criticalCase({ language }),
    'case-3': () => workedCritical(),
    'case-5': () =>
      criticalCase({
        caseId: 'case-5',
        language,
        reclassification: {
          by: 'desk',
          reason: 'Only one stream is slow; everything else is delivered.',
          proposedAt: at(-3 * minute),
        },
      }),
    'case-4': () =>
      caseView({
        caseId: 'case-4',
        status: 'closure-proposed',
        deadlines: [{ kind: 'closure-reminder', at: at(30 * hour), missed: false }],
        closureProposal: {
          by: 'desk',
          summary: 'The queue polls each minute again. Bounces of Gmail show up within two minutes.',
          proposedAt: at(-hour),
          seq: 9,
          reminders: 0,
        },
      }),
  };
  const timelines: Record<string, typeof conversation> = {
    'case-2': criticalTimeline,
    'case-5': criticalTimeline,
    'case-3': workedTimeline,
  };
  return {
    me: () => ({
      id: user,
      name: names[user],
      address: user,
      kind: isCustomer ? 'contact' : 'person',
      roles: [...roles[user]],
      accountId: isCustomer ? 'acme' : null,
      accountName: isCustomer ? 'Acme' : null,
      language,
      timeZone: 'Europe/Madrid',
      tam: isCustomer ? tam : null,
      hotlineNumbers: ['+12025550143', '+12025550178'],
      deskName: 'Guardia',
      supportAddress: 'support@guardia.example',
    }),
    listCases: ({ url }) => {
      if (!isCustomer) return listed(queue, url);
      if (url.searchParams.get('view') === 'closed') return page([]);
      return page([criticalCase(), caseView(), ...manyCases(5).map((of) => ({ ...of, accountId: 'acme' }))]);
    },
    readCase: ({ params }) =>
      (byId[params?.caseId ?? ''] ?? (() => caseView({ caseId: params?.caseId ?? 'case-1' })))(),
    readTimeline: ({ params }) =>
      page(
        (timelines[params?.caseId ?? ''] ?? conversation).filter(
          (item) => !isCustomer || item.visibility === 'public',
        ),
      ),
    readPresence: () => ({
      others: [
        { personId: 'agent2@guardia.example', name: 'Bruno Sanz', doing: 'writing', since: at(-minute) },
      ],
    }),
    postMessage: () => conversation[3] ?? (conversation[0] as never),
    readOriginal: () => ({
      text: received('').text,
      html: '<h1>Bounces at Gmail</h1><p>Good morning, since Monday…</p><img src="https://tracker.example/pixel.gif" alt="">',
      headers: [{ name: 'From', value: 'Ana Ruiz <ana@acme.example>' }],
      blockedRemoteContent: true,
      rawUrl: null,
    }),
    listCannedAnswers: () =>
      page([
        {
          answerId: 'received',
          title: 'We have it',
          es: 'Hola {{contactName}}:\n\nlo tenemos y lo estamos mirando.\n\n{{agentName}}',
          en: 'Hello {{contactName}},\n\nwe have it and are looking into it.\n\n{{agentName}}',
          version: 1,
        },
      ]),
    listPeople: () => page(people),
    listAccounts: () =>
      page([
        account,
        {
          ...account,
          accountId: 'globex',
          name: 'Globex',
          domains: ['globex.example'],
          legalHold: true,
          language: 'en',
        },
      ]),
    readAccount: () => account,
    listContacts: () =>
      page([
        {
          contactId: 'ana@acme.example',
          accountId: 'acme',
          name: 'Ana Ruiz',
          phone: '+34911234567',
          language: 'es',
          timeZone: 'Europe/Madrid',
          enabled: true,
          addresses: [{ address: 'ana@acme.example', verified: true, undeliverable: false }],
          version: 1,
        },
        {
          contactId: 'ops@acme.example',
          accountId: 'acme',
          name: 'Acme Operations',
          phone: null,
          language: 'en',
          timeZone: 'Europe/Madrid',
          enabled: true,
          addresses: [{ address: 'ops@acme.example', verified: true, undeliverable: true }],
          version: 1,
        },
      ]),
    listCalendars: () =>
      page([
        {
          calendarId: 'madrid',
          name: 'Madrid',
          versions: [
            {
              timeZone: 'Europe/Madrid',
              always: false,
              weekly: [{ days: [...weekdays], opens: '09:00', closes: '18:00' }],
              holidays: { country: 'ES', region: 'MD', add: [], remove: [] },
              effectiveFrom: '2024-01-01',
              closedDates: [],
              holidaysKnownUntil: null,
            },
          ],
          openNow: true,
          changesAt: at(4 * hour),
          version: 1,
        },
        {
          calendarId: 'always',
          name: '24 × 7',
          versions: [
            {
              timeZone: 'UTC',
              always: true,
              weekly: [],
              holidays: { country: null, region: null, add: [], remove: [] },
              effectiveFrom: '2024-01-01',
              closedDates: [],
              holidaysKnownUntil: null,
            },
          ],
          openNow: true,
          changesAt: null,
          version: 1,
        },
      ]),
    readQuarantine: () =>
      page([
        quarantined('q-1', 'Invoice overdue', 'spam', 'billing@pay-now.example'),
        quarantined('q-2', 'Re: Bounces at Gmail', 'not-a-party', 'pau@partner.example'),
      ]),
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
    readHealth: () => ({
      accountId: 'acme',
      open: 7,
      breached: 1,
      silent: 0,
      reopened: 2,
      awaitingCustomer: 3,
      opened: days((day) => (day * 7) % 5),
      closed: days((day) => (day * 3) % 4),
      firstResponseMinutes: days((day) => 20 + ((day * 13) % 60)),
    }),
    readContractReport: () => ({
      cases: 26,
      complete: true,
      generatedAt: at(0),
      clauses: [
        { clause: 'NC-ii-2', sentence: clauses['NC-ii-2'], promised: 24, kept: 22, missed: 1, open: 1 },
        { clause: 'C-ii-2', sentence: clauses['C-ii-2'], promised: 2, kept: 2, missed: 0, open: 0 },
      ],
      misses: [
        {
          clause: 'NC-ii-2',
          caseId: 'case-1',
          number: '48219355',
          subject: 'Bounces at Gmail are reported an hour late',
          ownerName: 'Alba Gil',
          promised: at(-30 * hour),
          done: at(-28 * hour),
          minutesLate: 120,
          proof: [4, 6],
        },
      ],
      satisfaction: {
        good: 9,
        bad: 1,
        owners: [{ agentId: 'alba', name: 'Alba Gil', good: 9, bad: 1 }],
        clauses: [{ clause: null, good: 9, bad: 1 }],
      },
    }),
    readDigest: () => ({
      tamId: 'tam@guardia.example',
      accounts: [
        { accountId: 'acme', name: 'Acme', silent: 0, reopened: 2, breached: 1, awaitingCustomer: 3 },
        { accountId: 'globex', name: 'Globex', silent: 1, reopened: 0, breached: 0, awaitingCustomer: 0 },
      ],
    }),
    readByLink: () => ({
      number: '48219355',
      subject: 'Bounces at Gmail are reported an hour late',
      summary: 'The queue polls each minute again.',
      status: 'closure-proposed',
      language,
      open: true,
    }),
    readSatisfactionLink: () => ({
      number: '48219355',
      subject: 'Bounces at Gmail are reported an hour late',
      language,
      open: true,
      rating: null,
    }),
    findCaller: () =>
      page([
        {
          accountId: 'acme',
          accountName: 'Acme',
          contactId: 'ana@acme.example',
          name: 'Ana Ruiz',
          email: 'ana@acme.example',
          phone: '+34911234567',
          caseId: 'case-2',
          caseNumber: '77120488',
        },
      ]),
    recordIntake: () => ({ ...criticalCase(), callbackDueAt: at(10 * minute) }),
    readPage: () => pageCard,
    answerPage: ({ body }) => {
      const { takes } = body as { takes: boolean };
      return { ...pageCard, mine: takes, takenBy: takes ? 'Elena Ruiz' : null };
    },
    readEvidence: () => ({
      caseId: 'case-1',
      number: '48219355',
      subject: 'Nothing goes out',
      accountName: 'Acme',
      timeZone: 'Europe/Madrid',
      unavailability: [],
      version: 9,
      lastHash: 'f'.repeat(64),
      timeline: [],
      chainIntact: true,
      generatedAt: at(0),
      clauses: [
        {
          clause: 'NC-ii-2',
          sentence:
            'Un agente de Atención al Cliente responderá al Caso de Soporte por correo electrónico, durante el horario laboral.',
          promised: at(hour),
          done: at(-2 * hour),
          kept: true,
          by: 'Alba Gil',
          proof: [4],
        },
        {
          clause: 'NC-ii-4',
          sentence:
            'El agente de Atención al Cliente asignado tendrá la responsabilidad principal de contactar con el Cliente y proporcionará actualizaciones.',
          promised: at(95 * minute),
          done: null,
          kept: null,
          by: null,
          proof: [],
        },
      ],
    }),
  } satisfies Answers;
}

/** A page of the queue, as the API cuts it. */
function listed(queue: CaseSummary[], url: URL) {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 25);
  const q = url.searchParams.get('q')?.toLowerCase();
  const found = q === undefined ? queue : queue.filter(({ subject }) => subject.toLowerCase().includes(q));
  const end = from + limit;
  return { items: found.slice(from, end), nextCursor: end < found.length ? String(end) : null };
}

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
