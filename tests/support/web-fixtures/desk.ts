import type { CaseSummary } from '../../../shared/contracts/api/views.ts';
import type { Answers } from './answers.ts';
import { at, caseView, conversation, received, tam } from './cases.ts';
import { criticalCase, criticalTimeline, workedCritical, workedTimeline } from './critical.ts';
import { names, people, roles } from './people.ts';
import { recordAnswers } from './records.ts';
import { setupAnswers } from './setup.ts';

const minute = 60_000;
const hour = 60 * minute;
const page = <T>(items: T[]) => ({ items, nextCursor: null });

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
    ...setupAnswers,
    ...recordAnswers(language),
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
      imagesFrom: null,
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
            {
              timeZone: 'Europe/Madrid',
              always: false,
              weekly: [{ days: [...weekdays], opens: '08:00', closes: '15:00' }],
              holidays: { country: 'ES', region: 'MD', add: [], remove: [] },
              effectiveFrom: at(15 * 24 * hour).slice(0, 10),
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
