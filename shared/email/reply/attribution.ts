/** "wrote", as mail programs end or centre the line above a quote with it. */
const VERBS = [
  'wrote',
  'writes',
  'said',
  'says',
  'sent',
  'escribió',
  'escribio',
  'ha escrito',
  'va escriure',
  'escreveu',
  'a écrit',
  'a ecrit',
  'écrit',
  'nous a dit',
  'ha scritto',
  'scritto',
  'scrive',
  'schrieben sie',
  'geschrieben',
  'schrieb',
  'schreibt',
  'folgendes',
  'schreef',
  'geschreven',
  'napisał',
  'napisała',
  'napisał\\(a\\)',
  'pisze',
  'napsal',
  'napsala',
  'napsal\\(a\\)',
  'napísal',
  'napísal\\(a\\)',
  'skrev',
  'skrev følgende',
  'skrev följande',
  'kirjoitti',
  'написал',
  'написала',
  'написал\\(а\\)',
  'пишет',
  'пише',
  'написав',
  'yazdı',
  'şunu yazdı',
  'şunları yazdı',
  'írta',
  'a scris',
  'έγραψε',
  'ezt írta',
  'написа',
  'napisao je',
  'napisala je',
  'je napisao',
  'je napisala',
  'đã viết',
  'menulis',
  'เขียนว่า',
  'escribiu',
  'ha escrit',
  'rašė',
  'kirjutas',
  'rakstīja',
  'skrifaði',
  '写道',
  '寫道',
  'のメッセージ',
  'のメール',
  'は書きました',
  'が書き込みました',
  '작성',
  '님이 작성',
  '씀',
].join('|');
const VERB_AT_END = new RegExp(`(?:^|[\\s>)\\]"'，,\\d:：])?(?:${VERBS})\\s{0,3}[:：]?$`, 'i');
const VERB_INSIDE =
  /\s(?:schrieb|schreef|skrev|wrote|writes|escribió|escreveu|kirjoitti|yazdı|napisał(?:\(a\))?|написал)(?:\s(?:am|on|op|den|em|el|at))?\s.{2,200}[:：]$/i;
/** How such a line begins: "On", "El", ... or a date or weekday at once. */
const OPENING =
  /^(?:(?:on|at|in message|le|el|il|em|am|op|den|dnia|dňa|dne|w dniu|på|pe|in data|il giorno|no dia|el día|în|la|el dia|a|в|від|на|o|vào|pada|ในวันที่|missatge de|quoting|wiadomość)\s|[在于於]|\d{1,4}[\s./:\-年]|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eéè]|jue|jeu|vie|ven|s[aá]b|sam|dom|dim|mer|gio|seg|ter|qua|qui|sex|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|ti|to|l[öø]r|s[öø]n|pon|wt|śr|czw|pt|sob|niedz|ke|la|su|po|út|st|čt|pá|ne|пн|вт|ср|чт|пт|сб|вс|нд)[a-zäöåøéèíóúáčšžýñç а-яіїєґ]{0,12}[.,]\s)/iu;
const ADDRESS_AT_END =
  /[<([]\s{0,2}(?:mailto:)?[^\s<>()[\]@]{1,100}@[^\s<>()[\]@]{1,150}[>)\]]\s{0,2}(?:님이 작성)?[:：]?$/;
const WITH_ZONE = /^20\d\d-\d\d-\d\d \d{1,2}:\d\d (?:GMT|UTC)[+-]\d\d:?\d\d\s+\S/;
const POSTED_BY = /^posted by .{1,100} on \d{1,2}\/\d{1,2}\/\d{2,4}$/i;
/** Lines that put the verb first or in the middle, by the languages that do. */
const SHAPES = [
  /^.{1,160}\ssaid the following(?: on .{4,60})?[:：]$/i,
  /^\d{1,2}\.? \p{L}{3,12}\.? \d{4},? \d{1,2}:\d\d (?:von|by|por|de|da|par|van|door|от|od) [^\s@]{1,100}@[^\s@]{1,150}[:：]$/u,
  /^.{1,120}<[^\s<>@]{1,100}@[^\s<>@]{1,150}> \[\d[\d./-]{5,12},? \d{1,2}:\d\d.{0,10}\][:：]$/,
  /^quoting .{1,120}@.{1,120}[:：]$/i,
  /^wiadomość napisana (?:przez|w dniu|dnia) .{5,240}[:：]$/i,
  /^.{1,200}@.{1,160} ezt írta \(.{5,80}\)[:：]$/i,
  /^missatge de .{1,240} del dia .{5,80}[:：]$/i,
  /^.{1,200}@.{1,160} erabiltzaileak hau idatzi du \(.{5,80}\)[:：]$/i,
  /^في .{5,160} تمت كتابة ما يلي بواسطة .{1,240}[:：]$/,
];
const MAX_LINES = 4;
const MAX_CHARS = 400;

/**
 * How many lines from `start` on are one attribution ("On 3 May 2026, Ana <ana@acme.example> wrote:"), which
 * programs wrap anywhere; 0 when none begins here. A sentence that holds "wrote" is not one: it takes a date
 * or an address, and the line must end there.
 */
export function attributionLength(lines: readonly string[], start: number, first = false): number {
  if (namesOnlyTheWriter(lines, start, first)) return 1;
  let joined = '';
  for (let count = 1; count <= MAX_LINES; count++) {
    const line = lines[start + count - 1]?.trim();
    if (line === undefined || line === '' || (count > 1 && line.startsWith('>'))) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > MAX_CHARS) return 0;
    const core = joined.replace(/^[\s<>*_-]{1,40}/, '').replace(/[\s<*_-]{1,40}$/, '');
    const wrapped = joined.startsWith('-') && !/[:：]$/.test(core);
    if (isAttribution(core, wrapped) && (count === 1 || OPENING.test(core) || startsWithSender(core)))
      return count;
    if (count === 1 && !OPENING.test(core) && !startsWithSender(core)) return 0;
  }
  return 0;
}

/** Yahoo on a phone: the original goes on behind the attribution, three spaces apart. */
const WITH_QUOTE = new RegExp(
  `^\\s{0,8}\\p{L}{1,3}\\s.{0,60}\\d{4}.{0,120}<[^\\s<>@]{1,100}@[^\\s<>@]{1,150}>\\s{0,3}(?:${VERBS})\\s?[:：]\\s{2,8}\\S`,
  'iu',
);

export function isAttributionWithQuote(line: string): boolean {
  return WITH_QUOTE.test(line);
}

/** A name and surname and the verb; `Gmail writes:` is more likely the writer's own sentence. */
const FULL_NAME =
  /^\p{Lu}[\p{L}'.-]{1,30} (?:\p{Lu}[\p{L}'.-]{0,30} ){1,2}(?:writes|wrote|escribe|schreibt|scrive|écrit|escreve|schrijft|pisze) ?[:：]$/u;

/**
 * `Ana writes:` without a date, as long as nothing but the quote follows: else it is the writer's own
 * sentence, unless it names somebody in full on a line apart and the mail answers one.
 */
function namesOnlyTheWriter(lines: readonly string[], start: number, first: boolean): boolean {
  const line = lines[start]?.trim() ?? '';
  if (
    line.length > 80 ||
    !/[:：]$/.test(line) ||
    !VERB_AT_END.test(line) ||
    (lines[start - 1] ?? '').trim() !== ''
  )
    return false;
  if (!first && FULL_NAME.test(line) && start > 0 && (lines[start + 1] ?? 'x').trim() === '') return true;
  let quoted = false;
  for (let at = start + 1; at < lines.length; at++) {
    const below = lines[at]?.trim() ?? '';
    if (below === '') continue;
    if (!below.startsWith('>')) return false;
    quoted = true;
  }
  return quoted;
}

/** `Ana <ana@acme.example> schrieb am ...`: the sender first, wrapped later. */
function startsWithSender(line: string): boolean {
  return /^.{1,80}<[^\s<>@]{1,100}@[^\s<>@]{1,150}>/.test(line);
}

function isAttribution(line: string, wrapped: boolean): boolean {
  const dated = /\d/.test(line);
  const addressed = /[^\s<>@]@[^\s<>@]/.test(line);
  const opened = OPENING.test(line);
  const ends = /[:：]$/.test(line) || wrapped;
  if (ends && SHAPES.some((shape) => shape.test(line))) return true;
  if (VERB_AT_END.test(line)) {
    if (line.includes('://') && !addressed) return false;
    if (ends)
      return opened
        ? dated || addressed
        : addressed || / via /.test(line) || (dated && /\d{4}|\d{1,2}:\d\d/.test(line));
    return opened && dated && /\d{4}|\d{1,2}[:.]\d\d|\d{1,2}\/\d{1,2}/.test(line);
  }
  const moment = /\d{4}.{1,20}\d{1,2}:\d\d/.test(line);
  if (dated && (opened || addressed || moment) && VERB_INSIDE.test(line)) return true;
  if (ADDRESS_AT_END.test(line)) {
    const year = /\d{4}.{1,120}@/.test(line) || /\d{1,2}:\d\d.{1,120}@/.test(line);
    return (
      year &&
      (opened || /^.{0,40}\d{4}/.test(line)) &&
      !/^(?:from|de|von|van|da|od|från|fra|от)\s?[:：]/i.test(line)
    );
  }
  return WITH_ZONE.test(line) || POSTED_BY.test(line);
}
