import { answerBudget } from '../../shared/aws/answer-budget.ts';
import type { MailDesk } from '../../shared/desk/desk.ts';
import { type InboundMail, type IntakeOutcome, intakeMail } from '../../shared/desk/intake-mail.ts';
import type { TimelineEntry } from '../../shared/domain/case/events.ts';
import type { Verdicts } from '../../shared/domain/case/mail.ts';
import { replyToken, withToken } from '../../shared/domain/mail/token.ts';
import type { TestDesk } from './desk.ts';

/** What SES says of a mail in which it finds nothing wrong. */
export const passed: Verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };
/** A mail that somebody forged: nothing vouches for its sender. */
export const forged: Verdicts = { ...passed, spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' };
/** What a mail that was handed in again comes with. */
export const undecided: Verdicts = { spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY', spam: 'GRAY', virus: 'GRAY' };

export interface MailTestDesk {
  readonly desk: MailDesk;
  /** The raw mails, by key. */
  readonly raw: Map<string, Buffer>;
  /** The keys of the files that were unpacked. */
  readonly files: Map<string, Uint8Array>;
  /** Takes a mail in as SES announces it. */
  readonly arrives: (
    mail: string | readonly string[],
    fields?: Partial<InboundMail>,
  ) => Promise<IntakeOutcome>;
  readonly timeline: (outcome: IntakeOutcome) => Promise<TimelineEntry[]>;
  /** What the desk answered by rule, in the order of the timeline. */
  readonly notices: (outcome: IntakeOutcome) => Promise<string[]>;
  /** The address that a recipient of the case's mails answers to. */
  readonly replyAddress: (caseId: string, recipient: string) => Promise<string>;
}

/** The real intake on a real table, with raw mails and files in memory. */
export function mailDesk(given: TestDesk): MailTestDesk {
  const raw = new Map<string, Buffer>();
  const files = new Map<string, Uint8Array>();
  const desk: MailDesk = {
    ...given.desk,
    fallbackLanguage: 'en',
    answers: answerBudget(given.desk.table),
    rawMail: { read: async (key) => raw.get(key) ?? null, writeOnce: async () => {} },
    attachments: {
      read: async (key) => files.get(key) ?? null,
      writeOnce: async (key, bytes) => {
        files.set(key, bytes);
      },
    },
  };
  const timeline = async (outcome: IntakeOutcome) => {
    if (!('place' in outcome)) throw new Error(`It was ignored: ${outcome.because}`);
    return (await desk.cases.timeline(outcome.place.caseId)).entries;
  };
  return {
    desk,
    raw,
    files,
    timeline,
    arrives: async (mail, fields = {}) => {
      const text = typeof mail === 'string' ? mail.replace(/\r?\n/g, '\r\n') : mail.join('\r\n');
      const rawKey = fields.rawKey ?? `mail/${raw.size}`;
      raw.set(rawKey, Buffer.from(text, 'latin1'));
      return await intakeMail(desk, {
        envelopeFrom: 'ana@acme.example',
        recipients: ['support@guardia.example'],
        verdicts: passed,
        ...fields,
        rawKey,
      });
    },
    notices: async (outcome) =>
      (await timeline(outcome)).flatMap(({ type, data }) =>
        type === 'message.sent' && data.mail?.notice != null ? [data.mail.notice] : [],
      ),
    replyAddress: async (caseId, recipient) => {
      const number = (await desk.cases.read(caseId))?.number ?? '';
      return withToken(desk.settings.supportAddress, replyToken(number, recipient, desk.hmac));
    },
  };
}

/** The place where a mail ended up. */
export function placeOf(outcome: IntakeOutcome): { caseId: string; seq: number } {
  if (!('place' in outcome)) throw new Error(`It was ignored: ${outcome.because}`);
  return outcome.place;
}

let mails = 0;

/** A mail of few words; a Message-ID of its own unless it says otherwise, a header of null is left out. */
export function mailOf(headers: Readonly<Record<string, string | null>>, text = 'Hello.'): string[] {
  mails += 1;
  const all = {
    From: 'Ana <ana@acme.example>',
    To: 'support@guardia.example',
    Subject: 'Hello',
    'Message-ID': `<written-${mails}@acme.example>`,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [...lines, '', text, ''];
}
