import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseSummary } from '../../shared/contracts/api/views.ts';
import { addressIn, header } from '../journeys/mail/support.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { launchBrowser } from './support/browser.ts';
import { soon, visit } from './support/visit.ts';

const luis = 'Luis Sanz <luis@acme.example>';

let cloud: TestCloud;
let browser: Browser;
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  await cloud.call('supervisor@guardia.example', 'PUT /canned-answers/received', {
    title: 'Lo tenemos',
    es: 'Hola {{contactName}}: tenemos su caso {{caseNumber}}. {{agentName}}',
    en: 'Hello {{contactName}}, we have your case {{caseNumber}}. {{agentName}}',
  });
  for (const [from, subject] of [
    ['Ana García <ana@acme.example>', 'Rebotes de Gmail con retraso'],
    ['Ana García <ana@acme.example>', 'Otra vez los rebotes'],
    ['Gus Miller <gus@globex.example>', 'Which IPs send our mail?'],
    ['Pau <pau@partner.example>', 'Vengo de parte de Acme'],
  ] as const)
    await cloud.sendMail({ from, subject, text: `${subject}: ¿pueden mirarlo?`, headers: { Cc: luis } });
  // New cases are indexed a few at a time, after a moment.
  await cloud.advance('PT10S');
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.stop()]);
});

const [agent, second] = ['agent@guardia.example', 'agent2@guardia.example'];
const open = (as: string, path: string) => visit(browser, { url: cloud.httpUrl, as, path });

it('finds a case by views, facets, search and keys, and keeps a view under a name', async () => {
  await using desk = await open(agent, '/queue');
  const { page } = desk;
  const rows = page.getByRole('region', { name: 'Casos, lo que vence antes arriba' }).getByRole('link');
  await rows.first().waitFor();
  await expect.poll(() => rows.count(), soon).toBe(3);
  await page.getByLabel('Cuenta', { exact: true }).selectOption('globex');
  await expect.poll(() => rows.count(), soon).toBe(1);
  await page.getByRole('button', { name: 'Guardar esta vista' }).click();
  await page.getByLabel('Nombre de la vista').fill('Globex abierto');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Todos los abiertos' }).click();
  await expect.poll(() => rows.count(), soon).toBe(3);

  await page.keyboard.press('/');
  await page.keyboard.type('rebotes');
  await expect.poll(() => rows.count(), soon).toBe(2);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect.poll(() => rows.count(), soon).toBe(2);
  await page.getByRole('link', { name: 'Globex abierto' }).click();
  await expect.poll(() => rows.count(), soon).toBe(1);
  await page.getByText('Which IPs send our mail?').waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Which IPs send our mail?' }).waitFor();
  expect(desk.troubles).toEqual([]);
});

/** The desk's rule gives a new case to whoever is next; here to the one who does not take it. */
async function ownedBySecond(subject: string): Promise<void> {
  const { body } = await cloud.call<{ items: CaseSummary[] }>(second, 'GET /cases');
  const of = body.items.find((item) => item.subject === subject);
  if (of === undefined) throw new Error(`No case ${subject}.`);
  const { body: me } = await cloud.call<{ id: string }>(second, 'GET /me');
  if (of.owner?.agentId === me.id) return;
  const { status } = await cloud.call(second, `PUT /cases/${of.caseId}/owner`, {
    agentId: me.id,
    reason: 'Turno de Marco.',
    summary: 'Sin empezar.',
  });
  expect(status).toBe(200);
}

it('takes a case by one key, sees who else is there, answers from a prepared text and hears of a bounce', async () => {
  await ownedBySecond('Rebotes de Gmail con retraso');
  await using one = await open(agent, '/queue');
  await using other = await open(second, '/queue');
  for (const { page } of [one, other]) {
    await page.getByText('Rebotes de Gmail con retraso').click();
    await page.getByRole('heading', { level: 1, name: 'Rebotes de Gmail con retraso' }).waitFor();
  }
  const { page } = one;
  await page.getByText('Dominio verificado').waitFor();
  await page.getByText('Participa en el caso').waitFor();
  // Whoever opened the case is no news; a colleague who joins it is.
  expect(await page.getByText('Primer mensaje').count()).toBe(0);
  const receipt = (await cloud.outbox()).find(({ subject }) => subject.includes('Rebotes de Gmail'));
  const to = addressIn(header(receipt ?? { headers: {} }, 'Reply-To'));
  await cloud.sendMail({ from: luis, to, subject: 'Re: Rebotes de Gmail', text: 'También en Outlook.' });
  await page
    .getByRole('article')
    .filter({ hasText: 'También en Outlook.' })
    .getByText('Primer mensaje')
    .waitFor();
  await page.getByRole('button', { name: 'Asignármelo' }).waitFor();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Traspasar el caso' });
  await dialog.getByLabel('Motivo').fill('Conozco esta cola.');
  await dialog.getByLabel('Situación').fill('Sin empezar.');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Asignármelo' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Respuestas tipo' }).click();
  await page.getByRole('menuitem', { name: 'Lo tenemos' }).click();
  const reply = page.getByRole('textbox', { name: 'Responder' });
  await expect
    .poll(() => reply.inputValue(), soon)
    .toMatch(/^Hola Ana García: tenemos su caso \d{4}-\d{4}\. Elena Ruiz$/);
  await other.page.getByText('Elena Ruiz está escribiendo una respuesta').waitFor();
  await page.getByText(/Marco Gil también mira este caso/).waitFor();
  await page.getByRole('button', { name: 'Enviar respuesta' }).click();
  await other.page.getByRole('article').getByText('Hola Ana García').waitFor();

  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('n');
  await page.keyboard.type('La cola lee cada hora.');
  await page.keyboard.press('Control+Enter');
  await other.page.getByRole('article').getByText('La cola lee cada hora.').waitFor();

  await cloud.settle();
  const sent = (await cloud.outbox()).findLast(({ text }) => text.includes('Hola Ana García'));
  await cloud.local(`outbox/${sent?.id}/bounce`, { recipient: 'ana@acme.example', type: 'Permanent' });
  await cloud.settle();
  await page.getByText('El correo a ana@acme.example no se entregó').waitFor();
  expect([...one.troubles, ...other.troubles]).toEqual([]);
});

it('hands a case over with where it stands, and merges a second one into it', async () => {
  await using desk = await open(agent, '/queue');
  const { page } = desk;
  await page.getByText('Rebotes de Gmail con retraso').click();
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Traspasar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Traspasar el caso' });
  await dialog.getByLabel('Nuevo responsable').selectOption({ label: 'Marco Gil' });
  await dialog.getByLabel('Motivo').fill('Fin de mi turno.');
  await dialog.getByLabel('Situación').fill('Falta confirmar la cola de Gmail.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Falta confirmar la cola de Gmail.').waitFor();
  const number =
    (await page
      .getByText(/^\d{4}-\d{4}$/)
      .first()
      .textContent()) ?? '';

  await page.getByRole('link', { name: 'Cola' }).click();
  await page.getByText('Otra vez los rebotes').click();
  await page.getByRole('heading', { level: 1, name: 'Otra vez los rebotes' }).waitFor();
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Unir' }).click();
  await page.getByRole('dialog').getByLabel('Número del caso').fill(number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Rebotes de Gmail con retraso' }).waitFor();
  await page.getByText(/El caso \d{4}-\d{4} se unió a este/).waitFor();
  expect(desk.troubles).toEqual([]);
});

it('releases from quarantine what a known person vouches for, and only then it is a case', async () => {
  await using desk = await open(agent, '/quarantine');
  const { page } = desk;
  await page.getByText('Remitente desconocido').waitFor();
  await page.getByRole('button', { name: 'Liberar…' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^Cuenta/)
    .selectOption('acme');
  await page.getByRole('dialog').getByRole('button', { name: 'Liberar de la cuarentena' }).click();
  await page.getByText('No hay nada en cuarentena.').waitFor();
  await page.getByRole('link', { name: 'Cola' }).click();
  await page.getByText('Vengo de parte de Acme').click();
  await page.getByText('liberó el correo de la cuarentena').waitFor();
  expect(desk.troubles).toEqual([]);
});

it('lets a mail from quarantine join a case, and discards another with the reason on record', async () => {
  const { body } = await cloud.call<{ items: CaseSummary[] }>(agent, 'GET /cases');
  const joined = body.items.find(({ subject }) => subject === 'Which IPs send our mail?');
  for (const [subject, text] of [
    ['Las IP', 'También nosotros queremos las IP.'],
    ['Gane dinero', 'Pulse aquí.'],
  ] as const)
    await cloud.sendMail({ from: 'Pau <pau@partner.example>', subject, text });
  await cloud.advance('PT10S');

  await using desk = await open(agent, '/quarantine');
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  const mail = (subject: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name: subject }) });
  await mail('Las IP').getByRole('button', { name: 'Liberar…' }).click();
  await dialog.getByLabel('Unirlo a un caso').check();
  await dialog.getByLabel('Número del caso').fill(joined?.number.replace(/^\d{4}/, '$&-') ?? '');
  await dialog.getByRole('button', { name: 'Liberar de la cuarentena' }).click();
  await mail('Las IP').waitFor({ state: 'detached' });

  await mail('Gane dinero').getByRole('link', { name: 'Gane dinero' }).click();
  await page.getByRole('heading', { level: 1, name: 'Gane dinero' }).waitFor();
  const discarded = new URL(page.url()).pathname;
  await page.goBack();
  await mail('Gane dinero').getByRole('button', { name: 'Descartar…' }).click();
  await dialog.getByLabel('Motivo').fill('Publicidad.');
  await dialog.getByRole('button', { name: 'Descartar' }).click();
  await page.getByText('No hay nada en cuarentena.').waitFor();

  await page.goto(`${cloud.httpUrl}/cases/${joined?.caseId}`);
  await page.getByRole('article').filter({ hasText: 'También nosotros queremos las IP.' }).waitFor();
  await page.goto(`${cloud.httpUrl}${discarded}`);
  await page.getByText('descartó el correo').waitFor();
  await page.getByText('Publicidad.').waitFor();
  expect((await cloud.outbox()).filter(({ subject }) => subject.includes('Gane dinero'))).toEqual([]);
  expect(desk.troubles).toEqual([]);
});

it('opens from a link: the entry it names, after signing in on the way', async () => {
  const { body } = await cloud.call<{ items: { caseId: string; subject: string }[] }>(agent, 'GET /cases');
  const linked = body.items.find(({ subject }) => subject === 'Which IPs send our mail?');
  const path = `/cases/${linked?.caseId}#e2`;
  await using visited = await visit(browser, { url: cloud.httpUrl, path });
  const { page } = visited;
  await page.getByRole('button', { name: /^agent@guardia\.example/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Which IPs send our mail?' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#e2');
  await expect.poll(() => page.locator('#e2').evaluate((entry) => entry.className), soon).not.toBe('');

  await page.goto(`${cloud.httpUrl}/queue?view=mine&severity=critical`);
  await page.getByText('Ningún caso coincide con estos filtros.').waitFor();
  expect(await page.getByLabel('Severidad', { exact: true }).inputValue()).toBe('critical');
});

it('offers the record of a case, clause by clause, to be read, printed and taken along', async () => {
  await using desk = await open(agent, '/queue');
  const { page } = desk;
  await page.getByText('Rebotes de Gmail con retraso').click();
  await page.getByRole('link', { name: 'Registro cláusula por cláusula' }).click();
  await page.getByText('El registro está intacto').waitFor();
  await page.getByText('Problema No Crítico (ii) 2').first().waitFor();
  const asked = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Descargar como documento' }).click();
  const file = await (await asked).createReadStream();
  const html = Buffer.concat(await file.toArray()).toString();
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).toContain('Rebotes de Gmail con retraso');
  expect(desk.troubles).toEqual([]);
});
