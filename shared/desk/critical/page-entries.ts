import { type Case, formatNumber } from '../../domain/case/case.ts';
import type { CriticalCase } from '../../domain/case/critical/guards.ts';
import { pageEntries } from '../../domain/case/critical/page.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import type { OutgoingMail } from '../../domain/case/mail.ts';
import type { Language } from '../../domain/case/vocabulary.ts';
import type { Page } from '../../domain/paging/index.ts';
import { noticeToPerson } from '../notices.ts';
import type { Roster } from './crew.ts';
import { criticalClock } from './critical-desk.ts';

interface Surroundings {
  readonly roster: Roster;
  readonly now: string;
}

/** The entries of the pages of one look; one by mail has its mail beside it, in the same write. */
export function pageEntriesFor(
  of: CriticalCase,
  pages: readonly Page[],
  { roster, now, nextLookAt }: Surroundings & { readonly nextLookAt: string | null },
): NewEntry[] {
  const sent = pageEntries(
    pages.map(({ key, stepId, personId, kind, address }) => ({
      pageKey: key,
      step: stepId,
      personId,
      personName: nameOf(roster, personId),
      channel: kind,
      address,
    })),
    { now, actor: criticalClock, nextLookAt },
  );
  const mails = pages.flatMap((page) => {
    const person = roster.byId.get(page.personId);
    if (page.kind !== 'mail' || person === undefined) return [];
    const variables = { ...pageVariables(of, roster), personId: page.personId, pageKey: page.key };
    return [
      noticeToPerson(
        of,
        { ...person, address: page.address },
        { notice: 'page', variables, now, actor: criticalClock },
      ),
    ];
  });
  return [...sent, ...mails];
}

const nameOf = ({ people }: Roster, asked: string): string =>
  people.find(({ personId }) => personId === asked)?.name ?? asked;

function pageVariables({ critical, requester }: CriticalCase, roster: Roster): Record<string, string> {
  const { vitalInformation, callbackDueAt, declaredAt } = critical;
  return {
    accountName: roster.account?.name ?? vitalInformation?.companyName ?? requester.name,
    callbackDueAt: callbackDueAt ?? declaredAt,
    phone: vitalInformation?.contactPhone ?? '–',
    contactName: vitalInformation?.contactName ?? requester.name,
  };
}

const nudgeTexts: Record<Language, (number: string, dueAt: string) => string> = {
  es: (number, dueAt) => `El cliente del caso ${number} espera una actualización antes de las ${dueAt}.`,
  en: (number, dueAt) => `The customer of case ${number} is owed an update before ${dueAt}.`,
};

/** Reminds whoever owes the customer the next update: the owner, else who took the page, else who called. */
export function nudgeMail(of: Case, { roster, now }: { roster: Roster; now: string }): NewEntry[] {
  const dueAt = of.deadlines['critical-update'];
  const { acknowledgedBy = null, lastCall = null } = of.critical ?? {};
  const person = [of.ownerId, acknowledgedBy, lastCall?.personId ?? null]
    .map((id) => (id === null ? undefined : roster.byId.get(id)))
    .find((found) => found?.enabled === true);
  if (person === undefined || dueAt === undefined) return [];
  const language = person.languages[0] ?? 'en';
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: person.timeZone });
  const mail: OutgoingMail = {
    to: [{ address: person.address, name: person.name }],
    cc: [],
    subject: of.subject,
    language,
    notice: null,
    variables: {},
    inReplyTo: null,
    references: [],
    automatic: true,
  };
  const text = nudgeTexts[language](formatNumber(of.number), time.format(Date.parse(dueAt)));
  return [
    { type: 'notice.sent', at: now, actor: criticalClock, visibility: 'internal', data: { mail, text } },
  ];
}
