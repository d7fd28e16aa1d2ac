import { htmlToText } from '../html/to-text.ts';
import { classifyLines, type Line } from './line-kinds.ts';

/** Private-use characters that no mail text holds: a line of one of them says what the next lines are. */
const QUOTE_OPENS = '\ue0f0';
const QUOTE_CLOSES = '\ue0f1';
const ATTRIBUTION = '\ue0f2';
const ORIGINAL = '\ue0f3';
const SIGNATURE_OPENS = '\ue0f4';
const SIGNATURE_CLOSES = '\ue0f5';
const MARKS = /[\ue0f0-\ue0f5]/g;

/** Elements by which programs begin the original, by a part of their class or id. */
const ORIGINAL_ELEMENTS = [
  'divrplyfwdmsg',
  'appendonsend',
  'olk_src_body_section',
  'stopspelling',
  'yahoo_quoted',
  'protonmail_quote',
  'zmail_extra',
  'mail-editor-reference-message',
  'outlookmessageheader',
  'reply-intro',
  'mail_android_quote',
  'replyforwardheader',
  'tutanota_quote',
  'mailcontainer-quote',
];
const ATTRIBUTION_ELEMENTS = ['gmail_attr', 'moz-cite-prefix', 'gmail_quote'];
/** `gmail_signature`, `moz-signature`, `AppleMailSignature`, `ms-outlook-mobile-signature`, `composer_signature`, ... */
const SIGNATURE =
  /(?:^|\s)(?:(?:gmail|moz|composer|protonmail|front|outlook|ms-outlook-mobile|apple-?mail|mail|e-?mail|user|html|yahoo|ydp\w{1,20}|zmail|zimbra|hs|missive|spark|rc|tutanota|mailbird)[_-]?)?signature(?:$|[\s_-])/;

/** The lines of an HTML mail with their kinds: quotes by their elements, the rest as in plain text. */
export function htmlLines(html: string, first = false): Line[] {
  const open: (string | null)[] = [];
  const text = htmlToText(html.replace(MARKS, ''), {
    open(name, attributes) {
      const mark = markOf(name, attributes);
      open.push(closingOf(mark));
      return mark;
    },
    close: () => open.pop() ?? null,
  });
  return classifyMarked(text.split('\n'), first);
}

function markOf(name: string, attributes: Readonly<Record<string, string>>): string | null {
  const labels = `${attributes.class ?? ''} ${attributes.id ?? ''}`.toLowerCase();
  if (name === 'blockquote') return QUOTE_OPENS;
  if (ORIGINAL_ELEMENTS.some((label) => labels.includes(label))) return ORIGINAL;
  if (SIGNATURE.test(labels)) return SIGNATURE_OPENS;
  return ATTRIBUTION_ELEMENTS.some((label) => labels.includes(label)) ? ATTRIBUTION : null;
}

function closingOf(mark: string | null): string | null {
  if (mark === QUOTE_OPENS) return QUOTE_CLOSES;
  return mark === SIGNATURE_OPENS ? SIGNATURE_CLOSES : null;
}

function classifyMarked(source: readonly string[], first: boolean): Line[] {
  const lines: Line[] = [];
  let plain: string[] = [];
  let quoted = 0;
  let signed = 0;
  const flush = () => {
    lines.push(...classifyLines(plain, first));
    plain = [];
  };
  for (const text of source) {
    if (text === QUOTE_OPENS) quoted++;
    else if (text === QUOTE_CLOSES) quoted--;
    else if (text === SIGNATURE_OPENS) signed++;
    else if (text === SIGNATURE_CLOSES) signed--;
    else if (text === ATTRIBUTION || text === ORIGINAL) {
      flush();
      if (quoted === 0) lines.push({ text: '', kind: text === ATTRIBUTION ? 'attribution' : 'original' });
    } else if (quoted > 0 || signed > 0) {
      flush();
      const kind = quoted > 0 ? 'quote' : 'device';
      lines.push(
        text.trim() === '' ? { text: '', kind: 'empty' } : { text: quoted > 0 ? `> ${text}` : text, kind },
      );
    } else plain.push(text);
  }
  flush();
  return lines;
}
