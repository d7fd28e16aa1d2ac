import { type NoticeKind, noticeKinds } from '../../../shared/domain/case/mail.ts';
import { type Language, languages } from '../../../shared/domain/case/vocabulary.ts';
import {
  noticeVariables,
  optionalNoticeVariables,
  refusedFiles,
  renderMail,
} from '../../../shared/notices/index.ts';

export const settings = { deskName: 'Acme Mail Desk', webUrl: 'https://desk.acme.example' };

const instant = '2026-11-24T08:40:00.000Z';
const values: Readonly<Record<string, string>> = {
  number: '48219355',
  subject: 'No salen los correos',
  caseUrl: 'https://desk.acme.example/cases/01JDESK',
  agreeUrl: 'https://desk.acme.example/agree?t=1&c=2',
  declineUrl: 'https://desk.acme.example/decline?t=1&c=2',
  goodUrl: 'https://desk.acme.example/satisfaction/1.2?rating=good',
  badUrl: 'https://desk.acme.example/satisfaction/1.2?rating=bad',
  ackUrl: 'https://desk.acme.example/ack',
  timeZone: 'Europe/Madrid',
  hotlineNumbers: '+34 911 234 567\n+1 555 010 0200',
  refused: refusedFiles([{ name: 'setup.exe', because: 'refused-type' }]),
  how: 'agreed',
  deadline: 'callback',
  matter: 'update-due',
  happening: 'wrote',
  outcome: 'busy',
  minutes: '30',
  cases: '4821-9355 lento\n1111-2222 callado',
};

/** A value for a variable: a real one where its form matters, else one that can be found again. */
export function sampleValue(name: string): string {
  return (
    values[name] ??
    (/(?:At|By|Before)$/.test(name) && name !== 'declinedBy' && !people.has(name) ? instant : `«${name}»`)
  );
}
const people = new Set(['declinedBy', 'reopenedBy', 'escalatedBy', 'assignedBy', 'proposedBy']);

export function sampleVariables(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, sampleValue(name)]));
}

export interface Sample {
  readonly notice: NoticeKind;
  readonly language: Language;
  readonly variables: Readonly<Record<string, string>>;
}

/** Codes that choose between texts, beside the one of `values`. */
const otherCodes: Readonly<Record<string, readonly string[]>> = {
  how: ['without-answer', 'merged'],
  cause: [''],
  matter: ['shift-change', 'reopened', 'closure-declined', 'workaround-failed'],
  happening: ['declined', 'reopened'],
  outcome: ['no-answer', 'voicemail', 'unheard-of'],
  deadline: [
    'owner',
    'first-response',
    'update',
    'owner-silence',
    'escalation-answer',
    'closure-reminder',
    'closure-lapse',
    'critical-update-nudge',
    'critical-update',
    'handover',
    'page',
  ],
  refused: [
    refusedFiles([
      { name: 'a.zip', because: 'too-large' },
      { name: 'f100.csv', because: 'too-many' },
    ]),
    refusedFiles([{ name: 'b', because: 'unheard-of' }]),
  ],
};

/** Every notice in every language: with each choice of optional variables, and with each code. */
export const samples: readonly Sample[] = noticeKinds.flatMap((notice) =>
  languages.flatMap((language) => {
    const required = sampleVariables(noticeVariables[notice]);
    const optional: readonly string[] = optionalNoticeVariables[notice];
    const chosen = Array.from({ length: 2 ** optional.length }, (_, bits) => ({
      ...required,
      ...sampleVariables(optional.filter((_name, index) => (bits >> index) % 2 === 1)),
    }));
    const coded = Object.entries(otherCodes).flatMap(([name, codes]) =>
      name in required || optional.includes(name) ? codes.map((code) => ({ ...required, [name]: code })) : [],
    );
    return [...chosen, ...coded].map((variables) => ({ notice, language, variables }));
  }),
);

export function rendered({ notice, language, variables }: Sample) {
  return renderMail({ notice, language, variables }, '', settings);
}
