import { type Case, formatNumber } from '../../domain/case/case.ts';
import type { Page } from '../../domain/case/critical/page.ts';
import type { Language } from '../../domain/case/vocabulary.ts';

/** What a page says beside the number and the customer's name. */
interface Words {
  readonly callBy: (phone: string, time: string) => string;
  readonly callAgain: (phone: string) => string;
  readonly overdue: (phone: string, time: string) => string;
  readonly incomplete: string;
  readonly code: (code: string) => string;
}

const words: Record<Language, Words> = {
  es: {
    callBy: (phone, time) => `Llame al ${phone} antes de las ${time}.`,
    callAgain: (phone) => `Vuelva a llamar al ${phone}.`,
    overdue: (phone, time) => `SIN LLAMADA desde las ${time}. Llame ya al ${phone}.`,
    incomplete: 'Falta la información vital: contacte con el cliente.',
    code: (code) => `Su código de verificación es ${code}.`,
  },
  en: {
    callBy: (phone, time) => `Call ${phone} before ${time}.`,
    callAgain: (phone) => `Call ${phone} again.`,
    overdue: (phone, time) => `NO CALLBACK since ${time}. Call ${phone} now.`,
    incomplete: 'The vital information is missing: get in touch with the customer.',
    code: (code) => `Your verification code is ${code}.`,
  },
};

/** As long as a customer's name may be in a text message. */
const nameLength = 40;

/**
 * A page as a text message of at most two parts: which case, whose, whom to call until when in the reader's
 * own time, and where to take it.
 */
export function pageText(
  of: Case,
  { step }: Pick<Page, 'step'>,
  {
    language,
    timeZone,
    customer,
    deskName,
    url,
  }: { language: Language; timeZone: string; customer: string; deskName: string; url: string },
): string {
  const name = customer.replace(/\s+/g, ' ').slice(0, nameLength);
  const head = `${deskName} SEV1 ${formatNumber(of.number)} ${name}.`;
  return [head, whatToDo(of, step, { language, timeZone }), url].join(' ');
}

function whatToDo(
  { critical }: Case,
  step: string,
  { language, timeZone }: { language: Language; timeZone: string },
): string {
  const say = words[language];
  const phone = critical?.vitalInformation?.contactPhone;
  const due = critical?.callbackDueAt ?? null;
  if (phone === undefined || due === null) return say.incomplete;
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }).format(Date.parse(due));
  if (step.startsWith('call-again')) return say.callAgain(phone);
  return step.startsWith('overdue') ? say.overdue(phone, time) : say.callBy(phone, time);
}

/** The text that proves a telephone: the code comes back through its owner. */
export function codeText(
  code: string,
  { language, deskName }: { language: Language; deskName: string },
): string {
  return `${deskName}: ${words[language].code(code)}`;
}
