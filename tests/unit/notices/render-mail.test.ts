import { describe, expect, it } from 'vitest';
import { type NoticeKind, noticeKinds } from '../../../shared/domain/case/mail.ts';
import { renderMail } from '../../../shared/notices/index.ts';
import { rendered, samples, sampleVariables, settings } from './samples.ts';

const samplesOf = (kind: NoticeKind) => samples.filter(({ notice }) => notice === kind);

const acknowledgement = {
  number: '48219355',
  subject: 'Sin envíos',
  caseUrl: 'https://desk.acme.example/cases/1',
  answerBy: '2026-11-24T08:40:00.000Z',
};

describe('a receipt', () => {
  it('says in Spanish when the answer comes, in the time of the customer', () => {
    const variables = { ...acknowledgement, timeZone: 'Europe/Madrid' };
    const { text } = renderMail({ notice: 'acknowledgement', language: 'es', variables }, '', settings);
    expect(text).toBe(
      [
        'Hemos recibido su caso',
        'Gracias por escribir a Acme Mail Desk. Su caso está registrado con el número 4821-9355.',
        'Un agente le responderá a más tardar el martes 24 de noviembre, 09:40 (CET).',
        'Caso: 4821-9355\nAsunto: Sin envíos',
        'Si desea añadir información, responda a este correo.',
        'Ver el caso:\nhttps://desk.acme.example/cases/1',
        '-- \nAcme Mail Desk · Caso 4821-9355\nhttps://desk.acme.example\n',
      ].join('\n\n'),
    );
  });

  it('says in English, out of hours, when the desk opens', () => {
    const variables = {
      ...acknowledgement,
      opensAt: '2026-11-24T08:00:00.000Z',
      timeZone: 'America/New_York',
    };
    const { text } = renderMail({ notice: 'acknowledgement', language: 'en', variables }, '', settings);
    expect(text).toContain(
      'We open again on Tuesday 24 November, 03:00 (GMT-5), and an agent will answer you by Tuesday 24 November, 03:40 (GMT-5).',
    );
  });
});

describe('every notice', () => {
  it.each(noticeKinds)('says the same in text and in HTML: %s', (notice) => {
    for (const sample of samplesOf(notice)) {
      const { text, html } = rendered(sample);
      expect(words(plainText(html)), sample.language).toEqual(words(withoutLinkAddresses(text, html)));
    }
  });

  it.each(noticeKinds)('leaves no placeholder and no empty value: %s', (notice) => {
    for (const sample of samplesOf(notice)) {
      expect(rendered(sample).text).not.toMatch(/[{}]|undefined|null|: $|\n{3}/m);
    }
  });

  it.each(noticeKinds)('loads nothing and says its language: %s', (notice) => {
    for (const sample of samplesOf(notice)) {
      const { html } = rendered(sample);
      expect(html).not.toMatch(/<(?:img|link|iframe|script|object|form|table)|url\(|@import|src=/i);
      expect(html).toContain(`<html lang="${sample.language}">`);
      expect(html).toContain(`<div class="mail" lang="${sample.language}">`);
    }
  });
});

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}+@/]+/gu) ?? [];
}

/** What the body of the HTML says, without its mark-up. */
function plainText(html: string): string {
  const entities: Record<string, string> = {
    '&quot;': '"',
    '&#39;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&amp;': '&',
  };
  const body = html.slice(html.indexOf('<body>')).replace(/<[^>]*>/g, ' ');
  return body.replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
}

/** The text part writes out the address of a button, which HTML keeps in its `href`. */
function withoutLinkAddresses(text: string, html: string): string {
  const addresses = [...html.matchAll(/<a class="button" href="([^"]*)"/g)].map(([, href]) => href ?? '');
  return addresses.reduce((left, href) => left.replace(`\n${href.replaceAll('&amp;', '&')}`, ''), text);
}

describe('what a notice must not say', () => {
  it('repeats to a stranger nothing that the stranger wrote', () => {
    const variables = {
      ...sampleVariables(['number']),
      subject: 'BUY NOW',
      text: 'BUY NOW',
      name: 'BUY NOW',
    };
    const { text, html } = renderMail(
      { notice: 'stranger-receipt', language: 'en', variables },
      'BUY NOW',
      settings,
    );
    expect(text + html).not.toContain('BUY NOW');
  });

  it('never calls a closing without an answer an agreement', () => {
    const closed = samples.filter(
      ({ notice, variables }) => notice === 'case-closed' && variables.how !== 'agreed',
    );
    for (const sample of closed) expect(rendered(sample).text).not.toMatch(/acuerdo|agreement/);
  });

  it('shows no link that a click should not open', () => {
    const variables = { ...acknowledgement, timeZone: 'UTC', caseUrl: 'javascript:alert(1)' };
    const { html } = renderMail({ notice: 'acknowledgement', language: 'en', variables }, '', settings);
    expect(html).not.toMatch(/href="javascript/);
  });
});

it('refuses to write a notice that lacks a variable, naming all that are missing', () => {
  const render = () =>
    renderMail({ notice: 'acknowledgement', language: 'es', variables: { number: '1' } }, '', settings);
  expect(render).toThrow(
    'The notice acknowledgement cannot be written without subject, caseUrl, answerBy, timeZone.',
  );
});
