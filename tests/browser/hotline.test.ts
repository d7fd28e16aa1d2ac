import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { launchBrowser } from './support/browser.ts';
import { soon, visit } from './support/visit.ts';

let cloud: TestCloud;
let browser: Browser;
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.stop()]);
});

it('takes a hotline call by keyboard alone, survives a dropped call, and shows the page arriving', async () => {
  const url = cloud.httpUrl;
  await using first = await visit(browser, { url, as: 'representative@guardia.example', path: '/' });
  const { page } = first;
  await page.getByLabel('Nombre de la empresa').focus();
  const type = async (text: string): Promise<void> => {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  };
  await type('Acme Envíos');
  await type('Ana García');
  await type('+34911234567');
  await page.getByText('más tres cuatro').waitFor();
  await page.locator('[role=status][aria-busy=false]').filter({ hasText: 'Conservado' }).waitFor();

  await page.reload();
  await expect.poll(() => page.getByLabel('Teléfono de contacto').inputValue(), soon).toBe('+34911234567');
  await page.getByLabel('Correo electrónico de contacto').focus();
  await type('ana@acme.example');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await type('Ninguna inyección SMTP responde desde las 03:12.');
  await page.keyboard.press('Control+Enter');

  await page.getByText(/está abierto y se está avisando/).waitFor();
  await page.getByText('Elena Ruiz').or(page.getByText('Marco Gil')).first().waitFor();
  await page
    .getByText(/^(En cola|Enviado|Entregado)$/)
    .first()
    .waitFor();
  // The mail's receipt may be there before the text has left.
  const texts = async () => (await cloud.local<{ pages: unknown[] }>('pages')).pages.length;
  await expect.poll(texts, soon).toBeGreaterThan(0);
  expect(first.troubles).toEqual([]);
});

it('refuses to page before the number was read back, and keeps what was typed', async () => {
  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: 'representative@guardia.example',
    path: '/hotline',
  });
  const { page } = desk;
  await page.getByLabel('Nombre de la empresa').fill('Globex');
  await page.getByLabel('Nombre del contacto').fill('Gus Miller');
  await page.getByLabel('Teléfono de contacto').fill('+12125550142');
  await page.getByLabel('Correo electrónico de contacto').fill('gus@globex.example');
  await page.getByLabel(/Describa el Problema Crítico/).fill('Nothing goes out.');
  await page.getByRole('button', { name: 'Guardar y avisar ya' }).click();
  await page.getByText('Lea el número, confírmelo y después guarde.').waitFor();
  expect(await page.getByLabel(/Describa el Problema Crítico/).inputValue()).toBe('Nothing goes out.');
});

it('finds who calls by name, number or PIN, fills the form with it, and takes nothing of it as proven', async () => {
  const { body } = await cloud.call<{ number: string; critical: { pin: string } }>(
    'gus@globex.example',
    'POST /cases',
    { subject: 'Nothing goes out', description: 'Nothing.', category: 'bug', severity: 'critical' },
  );
  await using desk = await visit(browser, {
    url: cloud.httpUrl,
    as: 'representative@guardia.example',
    path: '/hotline',
  });
  const { page } = desk;
  const value = (label: string) => () => page.getByLabel(label).inputValue();
  const lookup = page.getByLabel('¿Quién llama?');
  await lookup.fill('nobody like that');
  await page.getByText('Nadie coincide. Siga sin ello: la llamada abre un caso.').waitFor();

  await lookup.fill('911234567');
  await page.getByRole('button', { name: /^Ana García/ }).click();
  await expect.poll(value('Nombre de la empresa'), soon).toBe('Acme Envíos');
  expect(await value('Nombre del contacto')()).toBe('Ana García');
  expect(await value('Teléfono de contacto')()).toBe('+34911234567');
  expect(await value('Correo electrónico de contacto')()).toBe('ana@acme.example');

  await lookup.fill(body.critical.pin);
  await page.getByRole('button', { name: /^Gus Miller/ }).waitFor();
  await lookup.press('Enter');
  await expect.poll(value('Nombre del contacto'), soon).toBe('Gus Miller');
  await expect
    .poll(async () => (await value('Número de caso o PIN')()).replace('-', ''), soon)
    .toBe(body.number);

  await page.getByLabel(/Describa el Problema Crítico/).fill('Nothing goes out.');
  await page.getByRole('button', { name: 'Guardar y avisar ya' }).click();
  await page.getByText('Lea el número, confírmelo y después guarde.').waitFor();
  expect(desk.troubles).toEqual([]);
});
