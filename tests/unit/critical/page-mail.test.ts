import { describe, expect, it } from 'vitest';
import { composeEntryMail } from '../../../shared/desk/compose-entry-mail.ts';
import { customerName } from '../../../shared/desk/critical/customer-name.ts';
import { dueNow } from '../../../shared/desk/critical/fall-due.ts';
import { isPage, readPage } from '../../../shared/desk/critical/page-link.ts';
import { recordIntake } from '../../../shared/desk/critical/record-intake.ts';
import type { SendingDesk } from '../../../shared/desk/send-mail.ts';
import { authorOf } from '../../../shared/domain/audit/change.ts';
import type { Case } from '../../../shared/domain/case/case.ts';
import type { TimelineEntry } from '../../../shared/domain/case/events.ts';
import type { Language } from '../../../shared/domain/case/vocabulary.ts';
import { type ParsedMessage, parseMessage } from '../../../shared/email/index.ts';
import { type Given, givenDesks } from './given.ts';
import { representative, supervisor, vital } from './people.ts';

const given = givenDesks();

/** The mails that went out to whoever is on call, as they are read. */
const pageMails = async ({ desk, read, timeline }: Given, caseId: string): Promise<ParsedMessage[]> =>
  await pagesAmong(desk, await read(caseId), await timeline(caseId));

async function pagesAmong(
  desk: Given['desk'],
  of: Case,
  entries: readonly TimelineEntry[],
): Promise<ParsedMessage[]> {
  const pages = entries.flatMap((entry) => {
    const mail = 'mail' in entry.data ? (entry.data.mail ?? null) : null;
    return mail !== null && isPage(mail.notice) ? [{ entry, mail, of }] : [];
  });
  return await Promise.all(
    pages.map(async (page) => parseMessage(await composeEntryMail(desk as unknown as SendingDesk, page))),
  );
}

/** A critical case of Ana's, and whoever may be on call reads only this language. */
async function pagedIn(
  language: Language,
  { complete, mailDelaySeconds = 0 }: { readonly complete: boolean; readonly mailDelaySeconds?: number },
) {
  const world = await given();
  const by = authorOf(supervisor, world.desk.now());
  for (const before of await world.desk.directory.people()) {
    const channels = (before.channels ?? []).map((channel) =>
      channel.kind === 'mail' ? { ...channel, delaySeconds: mailDelaySeconds } : channel,
    );
    const value = { ...before, languages: [language], channels, version: before.version + 1 };
    await world.desk.write.putPerson({ value, before, by });
  }
  const caseId = await world.submitCritical({ complete });
  /** The page that went out last, by mail and as a text message. */
  const last = async () => {
    const { text = '', html = null, subject = '' } = (await pageMails(world, caseId)).at(-1) ?? {};
    return { subject, text, html: html ?? '', sms: world.texts.at(-1)?.text };
  };
  return { ...world, caseId, last, ...(await last()) };
}

describe('a page by mail', () => {
  it.each([
    {
      language: 'es',
      subject: /^Caso crítico de Acme Envíos: falta la información vital \[/,
      says: [
        'Confirme que se ocupa del caso, contacte con el cliente y complete con él la información vital en la página del caso.',
        'El caso es crítico desde el martes 24 de noviembre, 02:43 (CET)',
      ],
      never: /antes del|Teléfono|–/,
    },
    {
      language: 'en',
      subject: /^Critical case of Acme Envíos: the vital information is missing \[/,
      says: [
        'Confirm that you take the case, get in touch with the customer, and complete the vital information with them on the page of the case.',
        'The case has been critical since Tuesday 24 November, 02:43 (CET)',
      ],
      never: /before|Telephone|–/,
    },
  ] as const)(
    'says in $language what is missing while nobody knows whom to call, and promises no time',
    async (row) => {
      const { subject, text, html } = await pagedIn(row.language, { complete: false });
      expect(subject).toMatch(row.subject);
      for (const part of [text, html]) {
        for (const words of row.says) expect(part).toContain(words);
        expect(part).toContain('Acme Envíos');
        expect(part).toContain('ana@acme.example');
        expect(part).not.toMatch(row.never);
      }
      expect(subject).not.toMatch(row.never);
    },
  );

  it('opens the case it is about by its own link, which it can be taken by, while the call is unknown too', async () => {
    const { desk, text } = await pagedIn('es', { complete: false });
    const link = /\/pages\/(\S+)/.exec(text)?.[1] ?? '';
    expect(await readPage(desk, link)).toMatchObject({ phone: null, callbackDueAt: null, open: true });
  });

  it.each([
    { language: 'es', due: 'antes del martes 24 de noviembre, 02:58 (CET)' },
    { language: 'en', due: 'before Tuesday 24 November, 02:58 (CET)' },
  ] as const)('says in $language whom to call until when once that is known', async ({ language, due }) => {
    const { subject, text, html } = await pagedIn(language, { complete: true });
    for (const part of [subject, text, html]) expect(part).toContain(due);
    for (const part of [text, html]) expect(part).toContain('+34911234567');
  });

  it.each([
    { language: 'es', due: 'antes del martes 24 de noviembre, 02:58 (CET)' },
    { language: 'en', due: 'before Tuesday 24 November, 02:58 (CET)' },
  ] as const)('says the same in $language in red: the time has not come yet', async ({ language, due }) => {
    const { last, pass } = await pagedIn(language, { complete: true });
    await pass(13.5);
    const { subject, text, html } = await last();
    for (const part of [subject, text, html]) expect(part).toContain(due);
  });

  it.each([
    {
      language: 'es',
      subject: /^Caso crítico de Acme Envíos: vuelva a llamar al cliente \[/,
      says: 'Su última llamada no llegó al cliente. Vuelva a llamarle.',
      sms: 'Vuelva a llamar al +34911234567.',
    },
    {
      language: 'en',
      subject: /^Critical case of Acme Envíos: call the customer again \[/,
      says: 'Your last call did not reach the customer. Call them again.',
      sms: 'Call +34911234567 again.',
    },
  ] as const)(
    'asks in $language to call again after a call that reached nobody, and names no time',
    async (row) => {
      const { caseId, pass, miss, last } = await pagedIn(row.language, { complete: true });
      await pass(12);
      await miss(caseId);
      await pass(2);
      const { subject, text, html, sms } = await last();
      expect(subject).toMatch(row.subject);
      for (const part of [text, html]) {
        expect(part).toContain(row.says);
        expect(part).toContain('+34911234567');
      }
      for (const part of [subject, text, html]) expect(part).not.toContain('02:58');
      expect(sms).toContain(row.sms);
    },
  );

  const overdue = {
    es: {
      subject: /^Caso crítico de Acme Envíos: SIN LLAMADA desde el martes 24 de noviembre, 02:58 \(CET\) \[/,
      says: 'SIN LLAMADA desde el martes 24 de noviembre, 02:58 (CET). Confirme que se ocupa del caso y llame ya al cliente.',
      sms: 'SIN LLAMADA desde las 2:58. Llame ya al +34911234567.',
      never: /antes del/,
    },
    en: {
      subject: /^Critical case of Acme Envíos: NO CALLBACK since Tuesday 24 November, 02:58 \(CET\) \[/,
      says: 'NO CALLBACK since Tuesday 24 November, 02:58 (CET). Confirm that you take the case, and call the customer now.',
      sms: 'NO CALLBACK since 2:58 AM. Call +34911234567 now.',
      never: /before/,
    },
  };
  it.each([
    { language: 'es', minutes: 15, mailDelaySeconds: 0, because: 'it is overdue to the second' },
    { language: 'en', minutes: 15, mailDelaySeconds: 0, because: 'it is overdue to the second' },
    { language: 'en', minutes: 21, mailDelaySeconds: 0, because: 'nobody has called for minutes' },
    {
      language: 'es',
      minutes: 15,
      mailDelaySeconds: 120,
      because: 'the red step comes so late by a slow channel',
    },
  ] as const)('says in $language since when there is no callback: $because', async (row) => {
    const { language, minutes, mailDelaySeconds } = row;
    const { pass, last } = await pagedIn(language, { complete: true, mailDelaySeconds });
    await pass(minutes);
    const { subject, text, html, sms } = await last();
    const { says, never, ...said } = overdue[language];
    expect(subject).toMatch(said.subject);
    for (const part of [text, html]) {
      expect(part).toContain(says);
      expect(part).toContain('+34911234567');
    }
    for (const part of [subject, text, html]) expect(part).not.toMatch(never);
    expect(sms).toContain(said.sms);
  });

  it.each([
    { name: 'Jon Doe', says: 'Jon Doe', because: 'they are named' },
    { name: '', says: 'jon@nowhere.example', because: 'only their address is known' },
  ])('says in no account whose case it is by who opened it: $because', async ({ name, says }) => {
    const { desk, read, caseId, at } = await pagedIn('en', { complete: false });
    const requester = { address: 'jon@nowhere.example', name };
    const of = { ...(await read(caseId)), accountId: null, requester };
    const { entries } = await dueNow(desk, of, at(2));
    const stored = entries.map((entry, seq) => ({ ...entry, caseId, seq }) as TimelineEntry);
    const [page] = await pagesAmong(desk, of, stored);
    expect(page?.subject).toContain(`Critical case of ${says}: `);
    expect(page?.text).toContain(`Account: ${says}`);
    expect(customerName(of, null)).toBe(says);
  });

  it('says whom to call as soon as the hotline has asked', async () => {
    const world = await given();
    const caseId = await world.submitCritical({ complete: false });
    await world.pass(1);
    const { number } = await world.read(caseId);
    await recordIntake(world.desk, {
      principal: representative,
      commandKey: null,
      call: { caseNumber: number, accountId: null, vitalInformation: vital, phoneReadBack: true },
    });
    await world.settle();
    expect((await pageMails(world, caseId)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('falta la información vital'),
      expect.stringContaining('llame antes del martes 24 de noviembre, 02:59 (CET)'),
    ]);
  });
});
