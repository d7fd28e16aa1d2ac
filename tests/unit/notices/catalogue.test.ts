import { describe, expect, it } from 'vitest';
import { noticeKinds } from '../../../shared/domain/case/mail.ts';
import { languages } from '../../../shared/domain/case/vocabulary.ts';
import { catalogues } from '../../../shared/notices/catalogue/index.ts';
import {
  noticeSubject,
  noticeVariables,
  optionalNoticeVariables,
  renderMail,
} from '../../../shared/notices/index.ts';
import { rendered, samples, sampleValue, settings } from './samples.ts';

/** Every text by its dotted key. */
function leaves(of: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(of).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[[...path, key].join('.'), value]] : leaves(value, [...path, key]),
  );
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted();
const builtIn = ['deskName', 'agreePhrase', 'declinePhrase'];
const texts = { es: new Map(leaves(catalogues.es)), en: new Map(leaves(catalogues.en)) };

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect([...texts.en.keys()].toSorted()).toEqual([...texts.es.keys()].toSorted());
  });

  it('have the same placeholders under each key', () => {
    const of = (language: 'es' | 'en') =>
      [...texts[language]].map(([key, text]) => [key, placeholders(text)]).toSorted();
    expect(of('en')).toEqual(of('es'));
  });

  it.each(languages)('leave no text of %s empty, and none with a stray brace or blank', (language) => {
    for (const [key, text] of texts[language]) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe('');
      expect(text.replace(/\{\w+\}/g, 'x'), key).not.toMatch(/[{}<>]| {2}/);
    }
  });

  it.each(noticeKinds)('use in %s only variables that the notice declares', (notice) => {
    const declared: readonly string[] = [
      ...noticeVariables[notice],
      ...optionalNoticeVariables[notice],
      ...builtIn,
    ];
    const subjects: Readonly<Record<string, string>> = catalogues.es.subjects;
    const used = [...leaves(catalogues.es.notices[notice]), ['subject', subjects[notice] ?? '']].flatMap(
      ([, text]) => placeholders(text ?? ''),
    );
    expect(used.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it.each(languages)('hold no text of %s that no mail says', (language) => {
    const human = [
      {},
      { number: '48219355', nextUpdateAt: '2026-11-25T09:00:00.000Z' },
      { number: '48219355', caseUrl: settings.webUrl, linkedFiles: 'a.zip', missingFiles: 'b.zip' },
      { escalateUrl: `${settings.webUrl}/escalations/1.2` },
    ].map((variables) => renderMail({ notice: null, language, variables }, 'Hola', settings));
    const mails = samples.filter((sample) => sample.language === language);
    const said = [
      ...human.map(({ text }) => text),
      ...mails.map((sample) => rendered(sample).text),
      ...mails.map(({ notice, variables }) => noticeSubject(notice, language, variables)),
    ].join('\n');
    const pattern = (text: string) =>
      text
        .split(/\{\w+\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*');
    const unsaid = [...texts[language]].filter(([, text]) => !new RegExp(pattern(text)).test(said));
    expect(unsaid.map(([key]) => key)).toEqual([]);
  });
});

describe('variables', () => {
  const choosing = new Set(['timeZone', 'how', 'deadline', 'matter', 'happening', 'outcome', 'refused']);

  it.each(noticeKinds)('of %s are all said', (notice) => {
    const names = [...noticeVariables[notice], ...optionalNoticeVariables[notice]].filter(
      (name) => !choosing.has(name),
    );
    const said = samples
      .filter((sample) => sample.notice === notice)
      .map(
        (sample) => `${rendered(sample).text}\n${noticeSubject(notice, sample.language, sample.variables)}`,
      )
      .join('\n');
    const shown = (name: string) =>
      sampleValue(name)
        .replace(/^2026-.*/, '09:40 (CET)')
        .replace('48219355', '4821-9355')
        .split('\n');
    expect(names.filter((name) => !shown(name).every((line) => said.includes(line)))).toEqual([]);
  });
});
