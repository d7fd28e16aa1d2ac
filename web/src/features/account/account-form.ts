import type { AccountView } from '../../../../shared/contracts/api/people.ts';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import type { Body } from '../../api/operations.ts';

type Targets = AccountView['targets'];
export type TargetName = Exclude<keyof Targets, 'closureReminderMinutes' | 'closureLapseMinutes'>;

/** An account as its form holds it: lists as the text in which they are typed. */
export interface AccountForm {
  readonly accountId: string;
  readonly name: string;
  readonly domains: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly calendarId: string;
  readonly tamId: string;
  readonly deputyTamId: string;
  readonly targets: Record<TargetName, number>;
  readonly reminders: string;
  readonly lapse: string;
}

/** Pieces of a text that are separated by spaces or commas. */
export function listIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

export function formOf(account: AccountView | null, timeZone: string): AccountForm {
  const {
    closureReminderMinutes = [],
    closureLapseMinutes = null,
    ...targets
  } = account?.targets ?? {
    ownerMinutes: 60,
    firstResponseMinutes: 240,
    updateMinutes: 1440,
    ownerSilenceMinutes: 1440,
    escalationAnswerMinutes: 120,
    reopenDays: 14,
    closureReminderMinutes: [1440, 2880],
  };
  return {
    accountId: account?.accountId ?? '',
    name: account?.name ?? '',
    domains: account?.domains.join(' ') ?? '',
    language: account?.language ?? 'es',
    timeZone: account?.timeZone ?? timeZone,
    calendarId: account?.calendarId ?? '',
    tamId: account?.tamId ?? '',
    deputyTamId: account?.deputyTamId ?? '',
    targets,
    reminders: closureReminderMinutes.join(' '),
    lapse: closureLapseMinutes === null ? '' : String(closureLapseMinutes),
  };
}

export function accountOf(form: AccountForm): Body<'putAccount'> {
  const { name, language, timeZone, calendarId } = form;
  return {
    name,
    language,
    timeZone,
    calendarId,
    domains: listIn(form.domains),
    tamId: form.tamId === '' ? null : form.tamId,
    deputyTamId: form.deputyTamId === '' ? null : form.deputyTamId,
    targets: {
      ...form.targets,
      closureReminderMinutes: listIn(form.reminders).map(Number),
      closureLapseMinutes: form.lapse.trim() === '' ? null : Number(form.lapse),
    },
  };
}
