import type { NoticeKind, OutgoingMail } from '../domain/case/mail.ts';
import type { Language } from '../domain/case/vocabulary.ts';
import { oneLine } from '../email/compose-text.ts';
import { catalogues } from './catalogue/index.ts';
import { interpolate, readable, readableNumber } from './values.ts';

/** Subjects are shown cut at about 70 characters; ours stay one header line of RFC 5322 when encoded. */
const subjectLimit = 200;
/** "Re:" as mail programs write it in the languages around, numbered (`Re[2]:`) or not. */
const replyPrefix = /^(?:re|aw|sv|antw|res|odp|vs)(?:\[\d{1,3}\])?\s*:\s*/i;

/**
 * The subject of a notice. One that belongs to the customer's thread keeps the case's own subject, by
 * which mail programs keep a conversation together; the others say what they are.
 */
export function noticeSubject(
  notice: NoticeKind,
  language: Language,
  variables: Readonly<Record<string, string>>,
): string {
  const template = ownSubject(notice, language);
  const subject =
    template === null ? (variables.subject ?? '') : interpolate(template, readable(variables, language));
  return oneLine(subject, subjectLimit);
}

/**
 * `Re: subject [4821-9355]`: one "Re:" and one tag, however often a subject went back and forth. The tag
 * helps people; intake never believes it.
 */
export function taggedSubject(subject: string, number: string): string {
  const tag = tagOf(number);
  const room = subjectLimit - tag.length - 'Re:  '.length;
  return ['Re:', bareSubject(subject, { tag, room }), tag].filter((part) => part !== '').join(' ');
}

/** The subject that a mail goes out with. Only what belongs to the customer's thread is a "Re:". */
export function mailSubject(
  {
    notice,
    language,
    subject,
    variables,
  }: Pick<OutgoingMail, 'notice' | 'language' | 'subject' | 'variables'>,
  number: string,
): string {
  if (notice === null || ownSubject(notice, language) === null) {
    return taggedSubject(notice === null ? subject : noticeSubject(notice, language, variables), number);
  }
  const tag = tagOf(number);
  const room = subjectLimit - tag.length - 1;
  return `${bareSubject(noticeSubject(notice, language, variables), { tag, room })} ${tag}`;
}

function ownSubject(notice: NoticeKind, language: Language): string | null {
  const subjects: Partial<Record<NoticeKind, string>> = catalogues[language].subjects;
  return subjects[notice] ?? null;
}

function tagOf(number: string): string {
  return `[${readableNumber(number)}]`;
}

/** A subject without tag and reply prefixes: taking one out may leave another, so until none is left. */
function bareSubject(subject: string, { tag, room }: { tag: string; room: number }): string {
  let bare = oneLine(subject, 2 * subjectLimit);
  for (;;) {
    const less = oneLine(bare.replaceAll(tag, ' ').trim().replace(replyPrefix, ''), room);
    if (less === bare) return bare;
    bare = less;
  }
}
