import type { NoticeKind, OutgoingMail } from '../domain/case/mail.ts';
import { manyLines } from '../email/compose-text.ts';
import { answerBlocks, linkedFileBlocks, missingFileBlocks } from './answer.ts';
import { type Block, paragraph } from './blocks.ts';
import { type Catalogue, catalogues } from './catalogue/index.ts';
import { type DraftOptions, draftOf, type MailSettings } from './draft.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { templates } from './templates/index.ts';
import { interpolate, items, readable } from './values.ts';

/**
 * Both parts of a mail, from one source. A notice is written from its template and variables; a person's
 * answer (`notice: null`) from `text`, with the case number in small print. An answer may have the
 * variables `number`, `caseUrl`, `nextUpdateAt` with its `timeZone`, and names of files, one a line: `linkedFiles` are too
 * large for a mail, `missingFiles` never reached the desk. Either may have an `escalateUrl`, which stands in the small print.
 *
 * @throws InvalidInput `missing-notice-variables` if the notice lacks a variable that it needs
 */
export function renderMail(
  { notice, variables, language }: Pick<OutgoingMail, 'notice' | 'variables' | 'language'>,
  text: string,
  settings: MailSettings,
): { text: string; html: string } {
  const texts = catalogues[language];
  const blocks =
    notice === null
      ? humanBlocks(text, { texts, values: readable(variables, language) })
      : noticeBlocks(notice, { texts, language, variables, settings });
  const letter = { language, title: settings.deskName, blocks, footer: footerOf(texts, variables, settings) };
  return { text: renderText(letter), html: renderHtml(letter) };
}

/** What a notice says, before it is text or HTML. */
export function noticeBlocks<Kind extends NoticeKind>(notice: Kind, options: DraftOptions): readonly Block[] {
  return templates[notice](draftOf(notice, options));
}

function humanBlocks(
  text: string,
  { texts, values }: { texts: Catalogue; values: Readonly<Record<string, string>> },
): Block[] {
  const { linkedFiles, missingFiles, nextUpdate, viewCase } = texts.common;
  const where = { intro: linkedFiles, viewCase, caseUrl: values.caseUrl ?? '' };
  return [
    ...answerBlocks(manyLines(text)),
    ...(values.nextUpdateAt === undefined ? [] : [paragraph(interpolate(nextUpdate, values))]),
    ...linkedFileBlocks(items(values.linkedFiles ?? ''), where),
    ...missingFileBlocks(items(values.missingFiles ?? ''), missingFiles),
  ];
}

function footerOf(
  texts: Catalogue,
  variables: Readonly<Record<string, string>>,
  { deskName, webUrl }: MailSettings,
): string[] {
  const { number } = readable(variables, 'en');
  const template = number === undefined ? texts.common.footer : texts.common.footerCase;
  const { escalateUrl } = variables;
  return [
    ...(escalateUrl === undefined ? [] : [interpolate(texts.common.escalate, { escalateUrl })]),
    interpolate(template, { deskName, number: number ?? '' }),
    webUrl,
  ];
}
