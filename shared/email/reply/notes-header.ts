/** The header above an original as Notes and its heirs write it: words without colons, their values beside or under them. */
const TO = /^\s{0,8}(?:to|para|an|à|a|aan|do|til|till|宛先|收件人)(?:\t|\s*$)/i;
const SUBJECT =
  /^\s{0,8}(?:subject|asunto|assunto|thema|betreff|objet|oggetto|onderwerp|temat|emne|ämne|件名|主题|主旨)(?:\t|\s*$)/i;
const DATE =
  /^\s{0,8}\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s{1,3}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: [a-z]{2,5})?\s*$/i;
const WINDOW = 10;
const LONGEST_NAME = 120;

/** Whether the sender's line stands at `start`, over the date, the recipients and the subject. */
export function startsNotesHeader(lines: readonly string[], start: number): boolean {
  if ((lines[start] ?? '').length > LONGEST_NAME || !DATE.test(lines[start + 1] ?? '')) return false;
  const rest = lines.slice(start + 2, start + 2 + WINDOW);
  const to = rest.findIndex((line) => TO.test(line));
  return to !== -1 && to <= 2 && rest.slice(to).some((line) => SUBJECT.test(line));
}
