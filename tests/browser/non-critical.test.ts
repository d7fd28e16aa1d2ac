import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseView } from '../../shared/contracts/api/views.ts';
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

it('goes from a mail to an agreed closing, the agent by keyboard alone and the customer in Spanish, in the dark, at 360 px', async () => {
  const url = cloud.httpUrl;
  await cloud.sendMail({
    from: 'Ana García <ana@acme.example>',
    subject: 'Rebotes de Gmail con retraso',
    text: 'Los rebotes llegan una hora tarde.',
  });
  await cloud.settle();

  await using desk = await visit(browser, { url, as: 'agent@guardia.example', path: '/queue' });
  await desk.page.getByText('Rebotes de Gmail con retraso').waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('heading', { name: 'Rebotes de Gmail con retraso' }).waitFor();
  await desk.page.getByText('Los rebotes llegan una hora tarde.').waitFor();

  await desk.page.keyboard.press('r');
  await desk.page.keyboard.type('Lo estamos mirando, Ana.');
  await desk.page.keyboard.press('Control+Enter');
  await desk.page.getByRole('article').getByText('Lo estamos mirando, Ana.').waitFor();
  await cloud.settle();
  const mails = await cloud.outbox();
  expect(mails.at(-1)?.text).toContain('Lo estamos mirando, Ana.');

  await using customer = await visit(browser, {
    url,
    as: 'ana@acme.example',
    path: '/',
    width: 360,
    colorScheme: 'dark',
  });
  await customer.page.getByRole('link', { name: /Rebotes de Gmail con retraso/ }).click();
  await customer.page.getByText('Lo estamos mirando, Ana.').waitFor();

  await desk.page.getByRole('button', { name: 'Proponer el cierre' }).click();
  await desk.page.getByLabel(/¿Cuál era el problema/).fill('La cola vuelve a leer.');
  await desk.page.keyboard.press('Control+Enter');
  await customer.page.getByRole('button', { name: 'Aún no está resuelto' }).click();
  await customer.page.getByLabel('Motivo').fill('Hoy ha vuelto a pasar.');
  await customer.page.getByRole('dialog').getByRole('button', { name: 'Aún no está resuelto' }).click();
  await desk.page.getByText('no aceptó el cierre').waitFor();
  await desk.page.getByText('Hoy ha vuelto a pasar.').waitFor();

  await desk.page.getByRole('button', { name: 'Proponer el cierre' }).click();
  await desk.page.getByLabel(/¿Cuál era el problema/).fill('La cola leía cada hora; ahora cada minuto.');
  await desk.page.keyboard.press('Control+Enter');

  await customer.page.getByText('La cola leía cada hora; ahora cada minuto.').first().waitFor();
  await customer.page.getByRole('button', { name: 'De acuerdo, cerrar' }).click();
  await customer.page.getByText('Cerrado de mutuo acuerdo.').waitFor();
  await desk.page.getByText('El caso está cerrado', { exact: true }).waitFor();

  await customer.page.getByRole('button', { name: 'Satisfecho', exact: true }).click();
  await customer.page.getByText('Gracias.').waitFor();
  await desk.page.getByText('Ana García quedó satisfecho con la atención').waitFor();
  expect([...desk.troubles, ...customer.troubles]).toEqual([]);

  await cloud.settle();
  const links = ((await cloud.outbox()).at(-1)?.text ?? '').match(/https:\S+\/satisfaction\/\S+/g) ?? [];
  const bad = new URL(links.find((link) => link.endsWith('rating=bad')) ?? '');
  await using nobody = await visit(browser, { url, path: `${bad.pathname}${bad.search}` });
  await nobody.page.getByRole('heading', { name: /Rebotes de Gmail con retraso/ }).waitFor();
  // Opening the link says nothing: mail scanners open every link.
  await nobody.page.getByRole('button', { name: 'Satisfecho', exact: true, pressed: true }).waitFor();
  await nobody.page.getByRole('button', { name: 'Insatisfecho' }).click();
  await nobody.page.getByLabel('¿Quiere añadir algo?').fill('Volvió a pasar.');
  await nobody.page.getByRole('button', { name: 'Añadir' }).click();
  await desk.page.getByText('no quedó satisfecho con la atención').first().waitFor();
  await desk.page.getByText('Volvió a pasar.').waitFor();
  expect([...desk.troubles, ...nobody.troubles]).toEqual([]);
});

it('tells the agent which stream, domain and addresses are affected, as the customer wrote them', async () => {
  const url = cloud.httpUrl;
  await using customer = await visit(browser, { url, as: 'ana@acme.example', path: '/cases/new' });
  const { page: ana } = customer;
  await ana.getByLabel('Asunto').fill('Los boletines no salen');
  await ana.getByLabel('Descripción').fill('Desde las 9 no sale ninguno.');
  await ana.getByLabel('Flujo de mensajes').fill('boletines');
  await ana.getByLabel('Dominio de envío').fill('news.acme.example');
  await ana.getByLabel('Direcciones IP').fill('192.0.2.17, 2001:db8::300');
  await ana.getByText('No es una dirección IP').waitFor({ state: 'detached' });
  await ana.getByLabel('Direcciones IP').fill('192.0.2.17, 192.0.2.999');
  await ana.getByRole('button', { name: 'Enviar el caso' }).click();
  await ana.getByText('No es una dirección IP: 192.0.2.999').waitFor();
  await ana.getByLabel('Direcciones IP').fill('192.0.2.17, 2001:db8::300');
  await ana.getByRole('button', { name: 'Enviar el caso' }).click();
  await ana.getByRole('heading', { level: 1, name: 'Los boletines no salen' }).waitFor();

  const { pathname: path } = new URL(ana.url());
  await using desk = await visit(browser, { url, as: 'agent@guardia.example', path });
  const touches = desk.page.getByRole('definition').filter({ hasText: 'news.acme.example' });
  await expect
    .poll(() => touches.textContent(), soon)
    .toBe('boletines, news.acme.example, 192.0.2.17, 2001:db8::300');
  expect([...desk.troubles, ...customer.troubles]).toEqual([]);
});

it('is opened again by the customer, and by the agent, each saying why', async () => {
  const url = cloud.httpUrl;
  const [ana, agent] = ['ana@acme.example', 'agent@guardia.example'];
  const { body } = await cloud.call<CaseView>(ana, 'POST /cases', {
    subject: 'Vuelve a pasar',
    description: 'Otra vez.',
    category: 'bug',
  });
  const path = `/cases/${body.caseId}`;
  const close = async (): Promise<void> => {
    await cloud.call(agent, `POST ${path}/closure-proposals`, { summary: 'Arreglado.' });
    const { status } = await cloud.call(ana, `POST ${path}/closure-proposals/current/answer`, {
      agreed: true,
    });
    expect(status).toBeLessThan(300);
    await cloud.settle();
  };
  await close();
  await using customer = await visit(browser, { url, as: ana, path, width: 360, colorScheme: 'dark' });
  await using desk = await visit(browser, { url, as: agent, path });
  const reopen = async ({ page }: { readonly page: typeof desk.page }, because: string): Promise<void> => {
    await page.getByRole('button', { name: 'Reabrir' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reabrir el caso' });
    await dialog.getByLabel('Motivo').fill(because);
    await dialog.getByRole('button', { name: 'Reabrir' }).click();
    await page.getByText(because).waitFor();
  };
  await reopen(customer, 'Ha fallado esta noche.');
  await desk.page.getByText('Ha fallado esta noche.').waitFor();
  await desk.page.getByText('reabrió el caso').waitFor();
  await desk.page.getByRole('textbox', { name: 'Responder' }).waitFor();

  await close();
  await reopen(desk, 'La alarma suena de nuevo.');
  await customer.page.getByText('La alarma suena de nuevo.').waitFor();
  await customer.page.getByText('reabrió el caso').nth(1).waitFor();
  await desk.page.getByText('Reabierto 2 veces').waitFor();
  expect([...desk.troubles, ...customer.troubles]).toEqual([]);
});
