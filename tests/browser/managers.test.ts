import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

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
  await desk.page.getByText('Ver como tabla').first().click();
  await desk.page.getByRole('table', { name: 'Casos abiertos y cerrados' }).waitFor();
  await desk.page.getByRole('link', { name: 'Resumen semanal' }).click();
  await desk.page.getByRole('heading', { name: 'Resumen semanal' }).waitFor();
  expect(desk.troubles).toEqual([]);
});
