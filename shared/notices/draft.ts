import type { NoticeKind } from '../domain/case/mail.ts';
import type { Language } from '../domain/case/vocabulary.ts';
import { agreementPhrases } from './agreement.ts';
import type { Block } from './blocks.ts';
import type { Catalogue } from './catalogue/index.ts';
import { interpolate, readable } from './values.ts';
import { type NoticeVariables, requireNoticeVariables } from './variables.ts';

/** Who writes, and where the dashboard is (without a slash at the end). */
export interface MailSettings {
  readonly deskName: string;
  readonly webUrl: string;
}

/** What a template works with. */
export interface Draft<Kind extends NoticeKind> {
  readonly texts: Catalogue;
  /** A text of this notice, with the values in it. */
  readonly say: (key: keyof Catalogue['notices'][Kind] & string) => string;
  /** The variables as the reader sees them. */
  readonly values: NoticeVariables<Kind>;
  readonly settings: MailSettings;
}

/** The one source of a notice's text and HTML. */
export type Template<Kind extends NoticeKind> = (draft: Draft<Kind>) => readonly Block[];

export interface DraftOptions {
  readonly texts: Catalogue;
  readonly language: Language;
  readonly variables: Readonly<Record<string, string>>;
  readonly settings: MailSettings;
}

/** @throws InvalidInput if the notice lacks a variable that it needs */
export function draftOf<Kind extends NoticeKind>(
  notice: Kind,
  { texts, language, variables, settings }: DraftOptions,
): Draft<Kind> {
  requireNoticeVariables(notice, variables);
  const values = readable(variables, language);
  const { agree, decline } = agreementPhrases[language];
  const said = { ...values, deskName: settings.deskName, agreePhrase: agree, declinePhrase: decline };
  const own: Catalogue['notices'][Kind] = texts.notices[notice];
  return {
    texts,
    say: (key) => interpolate(String(own[key]), said),
    values: values as NoticeVariables<Kind>,
    settings,
  };
}
