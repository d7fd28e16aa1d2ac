import { clauses } from '../../../shared/domain/case/clause.ts';
import type { Answers } from './answers.ts';
import { at } from './cases.ts';

const minute = 60_000;
const hour = 60 * minute;

const days = (of: (day: number) => number) =>
  Array.from({ length: 30 }, (_, place) => ({
    at: at((place - 29) * 24 * hour).slice(0, 10),
    value: of(place),
  }));

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

/** What reports, records and the pages behind signed links show. */
export const recordAnswers = (language: 'es' | 'en') =>
  ({
    readEscalationLink: () => ({
      number: '48219355',
      subject: 'Bounces at Gmail are reported an hour late',
      language,
      tam: {
        personId: 'tam',
        name: 'Tomás Rey',
        phone: '+34911234500',
        email: 'tam@guardia.example',
        openNow: true,
        changesAt: at(8 * hour),
        timeZone: 'Europe/Madrid',
        standsInFor: null,
        hoursChangeOn: null,
      },
      escalated: false,
      open: true,
    }),
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
        {
          accountId: 'acme',
          name: 'Acme',
          opened: 7,
          closed: 5,
          silent: 0,
          reopened: 2,
          breached: 1,
          awaitingCustomer: 3,
          cases: [
            {
              caseId: '01K4JQ0000000000000000CASE',
              number: '48219355',
              subject: 'Bounces at Gmail are reported an hour late',
            },
            {
              caseId: '01K4JQ0000000000000001CASE',
              number: '48219361',
              subject: 'Which of our addresses may be warmed up before Christmas, and how fast?',
            },
          ],
        },
        {
          accountId: 'globex',
          name: 'Globex',
          opened: 0,
          closed: 1,
          silent: 1,
          reopened: 0,
          breached: 0,
          awaitingCustomer: 0,
          cases: [],
        },
      ],
    }),
    readByLink: () => ({
      number: '48219355',
      subject: 'Bounces at Gmail are reported an hour late',
      summary: 'The queue polls each minute again.',
      status: 'closure-proposed',
      language,
      open: true,
      note: {
        cause: 'A database refused writes.',
        followUps: [{ what: 'A second replica', ownerName: 'Elena Ruiz', dueOn: '2026-12-11' }],
      },
    }),
    readSatisfactionLink: () => ({
      number: '48219355',
      subject: 'Bounces at Gmail are reported an hour late',
      language,
      open: true,
      rating: null,
    }),
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
  }) satisfies Answers;
