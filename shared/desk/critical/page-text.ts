import { type Case, formatNumber } from '../../domain/case/case.ts';
import { askedCall, type CallNotice, type Page } from '../../domain/case/critical/page.ts';
import type { PageReason } from '../../domain/case/critical-events.ts';
import type { Language } from '../../domain/case/vocabulary.ts';

/** What a page says beside the number and the customer's name. */
interface Words {
  readonly call: Readonly<Record<CallNotice, (phone: string, time: string) => string>>;
  readonly incomplete: string;
  readonly about: Readonly<Record<PageReason, (time: string) => string>>;
  readonly code: (code: string) => string;
}

const words: Record<Language, Words> = {
  es: {
    call: {
      page: (phone, time) => `Llame al ${phone} antes de las ${time}.`,
      'page-again': (phone) => `Vuelva a llamar al ${phone}.`,
      'page-overdue': (phone, time) => `SIN LLAMADA desde las ${time}. Llame ya al ${phone}.`,
    },
    incomplete: 'Falta la información vital: contacte con el cliente.',
    about: {
      'callback-overdue': (time) => `SIN LLAMADA desde las ${time}.`,
      'update-due': (time) => `El cliente espera una actualización antes de las ${time}.`,
      'update-overdue': (time) => `ACTUALIZACIÓN VENCIDA desde las ${time}.`,
      'shift-change': (time) => `Cambio de turno a las ${time}: falta el relevo con una nota.`,
      'handover-overdue': () => 'SIN RELEVO con nota tras el cambio de turno.',
      reopened: (time) => `El cliente lo reabrió a las ${time}: hay que volver al trabajo.`,
      'closure-declined': (time) => `El cliente dijo a las ${time} que no ha terminado.`,
      'workaround-failed': (time) => `La solución temporal falla desde las ${time}.`,
    },
    code: (code) => `Su código de verificación es ${code}.`,
  },
  en: {
    call: {
      page: (phone, time) => `Call ${phone} before ${time}.`,
      'page-again': (phone) => `Call ${phone} again.`,
      'page-overdue': (phone, time) => `NO CALLBACK since ${time}. Call ${phone} now.`,
    },
    incomplete: 'The vital information is missing: get in touch with the customer.',
    about: {
      'callback-overdue': (time) => `NO CALLBACK since ${time}.`,
      'update-due': (time) => `The customer is owed an update before ${time}.`,
      'update-overdue': (time) => `UPDATE OVERDUE since ${time}.`,
      'shift-change': (time) => `The shift changed at ${time}: hand it over with a note.`,
      'handover-overdue': () => 'NOT HANDED OVER with a note since the shift changed.',
      reopened: (time) => `The customer reopened it at ${time}: back to work.`,
      'closure-declined': (time) => `The customer said at ${time} that it is not over.`,
      'workaround-failed': (time) => `The workaround has been failing since ${time}.`,
    },
    code: (code) => `Your verification code is ${code}.`,
  },
};

interface Reader {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: string;
}

/** As long as a customer's name may be in a text message. */
const nameLength = 40;

/**
 * A page as a text message of at most two parts: which case, whose, what to do `now` with times as the reader's
 * clock shows them, and where to take it.
 */
export function pageText(
  of: Case,
  page: Pick<Page, 'step' | 'about'>,
  { customer, deskName, url, ...reader }: Reader & { customer: string; deskName: string; url: string },
): string {
  const name = customer.replace(/\s+/g, ' ').slice(0, nameLength);
  const head = `${deskName} SEV1 ${formatNumber(of.number)} ${name}.`;
  return [head, whatToDo(of, page, reader), url].join(' ');
}

function whatToDo(
  of: Case,
  { step, about }: Pick<Page, 'step' | 'about'>,
  { language, timeZone, now }: Reader,
): string {
  const say = words[language];
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone });
  if (about !== undefined) return say.about[about.reason](clock.format(Date.parse(about.at)));
  const call = askedCall(of, { step, now });
  if (call === null) return say.incomplete;
  return say.call[call.notice](call.phone, clock.format(Date.parse(call.dueAt)));
}

/** The text that proves a telephone: the code comes back through its owner. */
export function codeText(
  code: string,
  { language, deskName }: { language: Language; deskName: string },
): string {
  return `${deskName}: ${words[language].code(code)}`;
}
