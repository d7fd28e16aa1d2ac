import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountView } from '../../shared/contracts/api/people.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { launchBrowser } from './support/browser.ts';
import { isDrawn } from './support/chart.ts';
import { soon, visit } from './support/visit.ts';

let cloud: TestCloud;
let browser: Browser;
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.stop()]);
});

it('refuses a schedule in which somebody’s leave leaves the desk uncovered, and says when', async () => {
  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: 'supervisor@guardia.example',
    path: '/on-call',
  });
  const { page } = desk;
  await page.getByText('Elena Ruiz').first().waitFor();
  await page.getByRole('button', { name: 'Editar el plan' }).click();
  const editor = page.getByRole('region', { name: 'Editar el plan' });
  for (const person of ['Elena Ruiz', 'Marco Gil', 'Sara Núñez']) {
    await editor.getByRole('button', { name: 'Añadir una ausencia' }).click();
    await editor.getByLabel('Quién falta').last().selectOption({ label: person });
  }
  await editor.getByRole('button', { name: 'Comprobar la cobertura' }).click();
  await editor.getByText(/^Nadie desde/).waitFor();
  await editor.getByRole('button', { name: 'Guardar' }).click();
  await editor.getByText('No se ha guardado: alguien debe estar localizable en cada segundo.').waitFor();

  for (let left = 3; left > 0; left -= 1) await editor.getByRole('button', { name: 'Quitar' }).last().click();
  await editor.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('El plan está guardado.').waitFor();
  expect(desk.troubles).toEqual([]);
});

it('lets a supervisor change an account’s promises, and tells a second one that it has changed meanwhile', async () => {
  const open = () =>
    visit(browser, { url: cloud.httpUrl, as: 'supervisor@guardia.example', path: '/accounts/acme' });
  await using first = await open();
  await using second = await open();
  for (const { page } of [first, second]) {
    await page.getByRole('button', { name: 'Editar' }).first().click();
    await page.getByLabel('Primera respuesta en').fill('90');
  }
  await first.page.getByRole('button', { name: 'Guardar' }).click();
  await first.page.getByText('1 h 30 min').waitFor();
  await second.page.getByRole('button', { name: 'Guardar' }).click();
  await second.page.getByText(/Alguien lo cambió mientras usted escribía/).waitFor();
  expect(await second.page.getByLabel('Primera respuesta en').inputValue()).toBe('90');
});

it('shows a TAM how the accounts are doing, and the digest as it would go out', async () => {
  await cloud.sendMail({ from: 'ana@acme.example', subject: 'Una pregunta', text: '¿Qué IP usamos?' });
  await cloud.settle();
  await using desk = await visit(browser, { url: cloud.httpUrl, as: 'tam@guardia.example', path: '/health' });
  await desk.page.getByText('Casos abiertos y cerrados').waitFor();
  await desk.page.getByRole('link', { name: 'Resumen semanal' }).click();
  await desk.page.getByRole('heading', { name: 'Resumen semanal' }).waitFor();
  await desk.page.getByText('Abiertos').first().waitFor();
  expect(desk.troubles).toEqual([]);
});

it('counts what is open, late, silent and reopened of an account, and draws volume and response', async () => {
  const supervisor = 'supervisor@guardia.example';
  const [gus, agent] = ['gus@globex.example', 'agent@guardia.example'];
  // Hours that never close, and promises of minutes: so that lateness comes in any week and at any hour.
  const hours = { timeZone: 'UTC', always: true, weekly: [] };
  await cloud.call(supervisor, 'PUT /calendars/always', {
    name: '24 × 7',
    hours: { ...hours, holidays: { country: null, region: null, add: [], remove: [] } },
    effectiveFrom: '2024-01-01',
  });
  const { body } = await cloud.call<AccountView>(supervisor, 'GET /accounts/globex');
  const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
  const { status } = await cloud.call(supervisor, 'PUT /accounts/globex', {
    ...account,
    calendarId: 'always',
    targets: { ...account.targets, updateMinutes: 10, ownerSilenceMinutes: 15 },
  });
  expect(status).toBe(200);
  const submit = async (subject: string): Promise<string> => {
    const { body } = await cloud.call<{ caseId: string }>(gus, 'POST /cases', {
      subject,
      description: subject,
      category: 'bug',
    });
    await cloud.settle();
    return body.caseId;
  };
  const late = await submit('Nobody writes any more');
  await cloud.advance('PT2M');
  await cloud.call(agent, `POST /cases/${late}/messages`, { body: 'We look.', visibility: 'public' });
  await cloud.advance('PT20M');
  const again = await submit('It is back');
  await cloud.call(agent, `POST /cases/${again}/closure-proposals`, { summary: 'Done.' });
  await cloud.call(gus, `POST /cases/${again}/closure-proposals/current/answer`, { agreed: true });
  await cloud.call(gus, `POST /cases/${again}/reopenings`, { reason: 'It is back.' });
  const closed = await submit('One question');
  await cloud.call(agent, `POST /cases/${closed}/closure-proposals`, { summary: 'Done.' });
  await cloud.call(gus, `POST /cases/${closed}/closure-proposals/current/answer`, { agreed: true });
  await cloud.advance('PT10S');

  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: 'tam@guardia.example',
    path: '/health?account=globex',
  });
  const { page } = desk;
  const tile = (label: string) =>
    page.getByText(label, { exact: true }).locator('xpath=preceding-sibling::*').first();
  await expect.poll(() => tile('Abiertos').textContent(), soon).toBe('2');
  for (const label of ['Atrasados', 'Sin noticias', 'Reabiertos'])
    expect([label, await tile(label).textContent()]).toEqual([label, '1']);
  for (const [chart, row] of [
    ['Casos abiertos y cerrados', ['3', '1']],
    ['Minutos hasta la primera respuesta', ['2']],
  ] as const) {
    const panel = page.getByRole('region', { name: chart });
    await expect.poll(() => isDrawn(panel.getByRole('img', { name: chart })), soon).toBe(true);
    await panel.getByText('Ver como tabla').click();
    const cells = panel.getByRole('table', { name: chart }).locator('tbody tr:last-child td');
    expect((await cells.allTextContents()).slice(1)).toEqual(row);
  }
  expect(desk.troubles).toEqual([]);
});

it('lets a supervisor set up a person, business hours, a rule and a webhook', async () => {
  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: 'supervisor@guardia.example',
    path: '/calendars',
  });
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Nuevo horario' }).click();
  await dialog.getByLabel('Identificador').fill('lisboa');
  await dialog.getByLabel('Nombre').fill('Lisboa');
  await dialog.getByLabel('Zona horaria').fill('Europe/Lisbon');
  await dialog.getByLabel('Abierto a todas horas, todos los días').check();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Lisboa' }).waitFor();

  await page.getByRole('link', { name: 'Personas' }).click();
  await page.getByRole('button', { name: 'Nueva persona' }).click();
  await dialog.getByLabel('Nombre').fill('Lucía Prado');
  await dialog.getByLabel('Correo electrónico').fill('lucia@guardia.example');
  await dialog.getByLabel(/^Horario/).selectOption({ label: 'Lisboa' });
  await dialog.getByLabel('Agente', { exact: true }).check();
  await page.keyboard.press('Control+Enter');
  const row = page.getByRole('row').filter({ hasText: 'Lucía Prado' });
  await row.getByText('No se le puede avisar: ningún canal.').waitFor();

  await page.getByRole('link', { name: 'Reglas' }).click();
  await page.getByRole('button', { name: 'Añadir una alarma' }).click();
  await page.getByLabel('La alarma empieza por').last().fill('acme-smtp-');
  await page.getByLabel('Para la cuenta').last().selectOption('acme');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Guardado', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Nuevo webhook' }).click();
  await dialog.getByLabel('Cuenta').selectOption('acme');
  await dialog.getByLabel('Dirección').fill('https://hooks.acme.example/guardia');
  await dialog.getByRole('button', { name: 'Crear' }).click();
  await page.getByText('El secreto se muestra una sola vez').waitFor();
  await page.getByText(/^whsec_/).waitFor();
  await page.keyboard.press('Escape');
  const hook = page.getByRole('region', { name: 'https://hooks.acme.example/guardia' });
  await hook.getByText('Todos los eventos').waitFor();
  await hook.getByRole('button', { name: 'Dejar de enviar' }).click();
  await dialog.getByRole('button', { name: 'Dejar de enviar' }).click();
  await page.getByText('Todavía no hay webhooks.').waitFor();
  expect(desk.troubles).toEqual([]);
});

it('shows a customer their account manager, and takes a case before that person', async () => {
  const { body } = await cloud.call<{ caseId: string }>('ana@acme.example', 'POST /cases', {
    subject: 'Llevamos dos semanas así',
    description: 'Nadie nos dice cuándo.',
    category: 'bug',
    severity: 'non-critical',
  });
  const path = `/cases/${body.caseId}`;
  const url = cloud.httpUrl;
  await using customer = await visit(browser, { url, as: 'ana@acme.example', path });
  const { page } = customer;
  const card = page.getByRole('region', { name: 'Su Gerente de Cuenta Técnica' });
  await card.getByText('Tomás Ortega').waitFor();
  await card.getByText(/^(Disponible ahora|Fuera de horario)$/).waitFor();
  await card.getByRole('button', { name: 'Escalar a mi Gerente' }).click();
  await page.getByLabel('¿Qué debería cambiar?').fill('Una fecha.');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/escaló el caso a /).waitFor();

  await using desk = await visit(browser, { url, as: 'tam@guardia.example', path });
  await desk.page.getByText('Una fecha.').waitFor();
  await desk.page.getByText('Escalado a').waitFor();
  expect([...customer.troubles, ...desk.troubles]).toEqual([]);
});
