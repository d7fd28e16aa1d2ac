import { limits } from '../limits.ts';

/** A report without a machine-readable part, divided into its own words and the mail that it returns. */
export interface ReportText {
  readonly report: string;
  readonly below: string;
}

export interface NamedRecipient {
  readonly recipient: string;
  /** The words that belong to this recipient, on one line. */
  readonly words: string;
}

/** Lines after which a report shows the original: the words of some thirty mail servers, none of their layout. */
const ORIGINAL_STARTS = new RegExp(
  `^\\s*[-=_*>#\\s]{0,60}(?:${[
    'below (?:this line )?is (?:a |the )?(?:copy|original)',
    'below this line is',
    'this is a copy of (?:the|your) message',
    'included is a copy',
    '(?:a )?copy of (?:the |your )?(?:original )?message',
    'original (?:message|mail|e-?mail)(?: (?:follows|text|headers?|body))?\\b',
    'the (?:original )?(?:message|header of the original message)(?: headers?)? (?:is )?follow',
    'the header of the original message',
    '(?:your )?(?:original )?message (?:headers?|text|source|contents?)(?: follows?)?\\s*[:.-]',
    'headers? of the (?:original )?message',
    'unsent message',
    'undelivered message',
    'returned (?:message|mail)',
    'message header follows',
    'non-?delivered information',
    'body of (?:the )?(?:message|mail)',
    'begin (?:of )?(?:the )?original',
    'mensaje original',
    'ursprüngliche nachricht',
    'message d.origine',
    'message non-?deliverable',
    'the following is the (?:original )?message',
    'full (?:text|message) (?:of the )?(?:original|follows)',
  ].join('|')})`,
  'i',
);
const HEADER_LINE =
  /^(?:received|return-path|dkim-signature|message-id|x-received|domainkey-signature|mime-version|delivered-to):\s?\S/i;

/** Divides the text of a report; without a separator the first lines that look like a mail header begin the original. */
export function divideReport(text: string): ReportText {
  const lines = text.slice(0, limits.textChars).split('\n');
  const separator = lines.findIndex((line) => line.length < 200 && ORIGINAL_STARTS.test(line));
  const header = lines.findIndex(
    (line, index) => HEADER_LINE.test(line.trim()) && index > 0 && startsHeader(lines, index),
  );
  const cuts = [separator, header].filter((index) => index > 0);
  if (cuts.length === 0) return { report: text, below: '' };
  const at = Math.min(...cuts);
  const skip = at === separator ? 1 : 0;
  return { report: lines.slice(0, at).join('\n'), below: lines.slice(at + skip).join('\n') };
}

function startsHeader(lines: readonly string[], index: number): boolean {
  const next = lines.slice(index + 1, index + 12);
  return next.filter((line) => /^[A-Za-z][\w-]{1,40}:\s?\S/.test(line.trim())).length >= 2;
}

/** Longer lines are not searched: no report writes them, and the patterns below are tried at each word. */
const MAX_LINE_CHARS = 500;
/** Colons and brackets of full width end an address too: Chinese reports set it between them. */
const ADDRESS = `[^\\s<>()[\\]"',;:=：（）【】“”，。、]{1,200}@[^\\s<>()[\\]"',;:：（）【】“”，。、]{1,200}`;
/** A line that begins with the recipient: `<a@b>:`, `a@b`, `"a@b":`, `a@b: 550 ...`, `<a@b>... error`, `a@b [reason]`. */
const LEADING = new RegExp(
  `^[\\s>*-]{0,12}(?:[45]\\d\\d[ -](?:[45]\\.\\d\\.\\d{1,3} )?(?=<))?(?:<(${ADDRESS})>|"(${ADDRESS})"|(${ADDRESS}))(?=[\\s:;,.([<]|$)(.*)$`,
);
/** A line that names the recipient by a word before it. */
const KEYED = new RegExp(
  `^[\\s>*.-]{0,12}(?:(?:收件人|收件者|收信人)(?:地址|邮箱)?\\s{0,4}[:：]?|(?:final[- ]recipient|original[- ]recipient|failed[- ]recipient|(?:the )?recipient(?: address)?(?:\\(s\\))?|rcpt[ -]to|addressed to|e-?mail address|(?:the )?address|intended recipient|unknown user|unknown recipient|user mailbox exceeds allowed size|failed address|delivery failed \\d{1,4} attempts)\\s{0,4}[:=])\\s{0,4}(?:rfc822\\s?;\\s?)?<?(${ADDRESS})>?(.*)$`,
  'i',
);
/** A report's own field for a recipient, never a line of a mail that it returns. */
const STATED = new RegExp(
  `^\\s{0,12}(?:recipient address|original address|final[- ]recipient|failed[- ]recipient|failed address)\\s{0,4}:\\s{0,4}(?:rfc822\\s?;\\s?)?<?(${ADDRESS})>?(.*)$`,
  'i',
);
/** The field that a report without any other word shows of the mail. */
const ADDRESSED = new RegExp(`^\\s{0,12}(?:to|r)\\s{0,4}[:=]\\s{0,4}<?(${ADDRESS})>?(.*)$`, 'i');
/** A sentence that ends in the recipient. */
const IN_SENTENCE = new RegExp(
  `(?:deliver(?:ed|ing)?|message|mail|sent|reach(?:ed)?|recipient|user|address|account|group|could not be delivered to|unable to deliver|to)\\b[^<>@\\n]{0,60}?[\\s:<("']<?(${ADDRESS})`,
  'i',
);

/** The recipients that a report names, each with the words that follow it. `known` are the sender's own addresses. */
export function namedRecipients(report: string, known: ReadonlySet<string>): NamedRecipient[] {
  const lines = report.split('\n').slice(0, limits.reportLines);
  for (const read of [leadingRecipient, sentenceRecipient]) {
    const found = collect(lines, known, read);
    if (found.length > 0) return found;
  }
  return collect(lines, known, readerOf(ADDRESSED)).map(({ recipient }) => ({ recipient, words: '' }));
}

const SAYS_WHY = /\b[45]\d\d\b|unknown|not |fail|reject|refus|full|quota/i;

/** Whether a line begins with a recipient, as servers list them with the cause or a code: a person lists addresses alone. */
export function leadsWithRecipient(report: string): boolean {
  const coded = /(?<![\d.])[45]\.\d\.\d{1,3}(?![\d.])/.test(report);
  const lines = report.split('\n').slice(0, limits.reportLines);
  return lines.some((line) => {
    const named = line.length <= MAX_LINE_CHARS ? leadingRecipient(line) : null;
    return named !== null && (coded || SAYS_WHY.test(named.rest));
  });
}

/** The recipients that a report states below the header of the mail that it shows first (Sun's and Oracle's servers). */
export function statedRecipients(below: string, known: ReadonlySet<string>): NamedRecipient[] {
  return collect(below.split('\n').slice(0, limits.reportLines), known, readerOf(STATED));
}

type Reader = (line: string) => { recipient: string; rest: string } | null;

function collect(lines: readonly string[], known: ReadonlySet<string>, read: Reader): NamedRecipient[] {
  const found = new Map<string, string[]>();
  let current: string[] | null = null;
  let sawWords = false;
  for (const line of lines) {
    const named = line.length <= MAX_LINE_CHARS ? read(line) : null;
    if (named && !known.has(named.recipient) && found.size < limits.bounces) {
      current = found.get(named.recipient) ?? [];
      found.set(named.recipient, current);
      current.push(named.rest);
      sawWords = named.rest.trim() !== '';
    } else if (line.trim() === '') {
      // The words end at an empty line; one directly under the address is layout.
      if (sawWords) current = null;
    } else if (current) {
      current.push(line);
      sawWords = true;
    }
  }
  return [...found].map(([recipient, words]) => ({ recipient, words: oneLine(words.join(' ')) }));
}

const leadingRecipient: Reader = (line) => {
  const leading = LEADING.exec(line);
  if (leading) return toRecipient(leading[1] ?? leading[2] ?? leading[3], leading[4]);
  return readerOf(KEYED)(line);
};

function readerOf(pattern: RegExp): Reader {
  return (line) => {
    const match = pattern.exec(line);
    return match ? toRecipient(match[1], match[2]) : null;
  };
}

const sentenceRecipient: Reader = (line) => {
  const match = ADDRESSED.test(line) ? null : IN_SENTENCE.exec(line);
  return match ? toRecipient(match[1], line.slice(match.index + match[0].length)) : null;
};

function toRecipient(
  address: string | undefined,
  rest: string | undefined,
): { recipient: string; rest: string } | null {
  const recipient = (address ?? '').toLowerCase().replace(/[.>]+$/, '');
  if (!/^[^@]+@[^@]+$/.test(recipient)) return null;
  return { recipient, rest: (rest ?? '').replace(/^(?:<mailto:[^<>]{1,300}>)?[\s:.>]{0,10}/, '') };
}

/** Free text on one line, as a diagnostic is shown. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 1_000);
}
