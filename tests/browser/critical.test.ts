import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('leads a critical case from the form over the call within 15 minutes to the closing that both agree', async () => {
  const url = cloud.httpUrl;
  await using customer = await visit(browser, { url, as: 'gus@globex.example', path: '/cases/new' });
  const { page: gus } = customer;
  await gus.getByLabel('Yes, all calls or all injections fail').check();
  await gus.getByLabel('Phone').fill('+1 212 555 0142');
  await gus.getByLabel('Subject').fill('All SMTP injections time out');
  await gus.getByLabel('Description').fill('Since 03:12 every injection times out.');
  await gus.getByRole('button', { name: 'Submit and get called back' }).click();

  const issue = gus.getByRole('region', { name: 'Critical issue' });
  await issue.getByText('+12025550143').waitFor();
  await issue.getByText('PIN to read out').waitFor();
  await issue.getByText('15:00 left').waitFor();
  await cloud.settle();

  await using desk = await visit(browser, {
    url,
    as: 'agent@guardia.example',
    path: '/queue',
    colorScheme: 'dark',
  });
  const { page: agent } = desk;
  await agent.getByText('All SMTP injections time out').click();
  const header = agent.getByRole('region', { name: 'Problema Crítico' });
  await header
    .getByText(/^(En cola|Enviado|Entregado)$/)
    .first()
    .waitFor();
  await cloud.advance('PT9M');
  await header.getByText('quedan 6:00').waitFor();
  await issue.getByText('6:00 left').waitFor();

  await agent.keyboard.press('c');
  const call = agent.getByRole('dialog', { name: 'Devolver la llamada al cliente' });
  await call.getByLabel('Duración en segundos').fill('60');
  await call.getByLabel('Notas de la llamada').fill('Ve 421 en todas las inyecciones.');
  await agent.keyboard.press('Control+Enter');
  await header.getByText('Se habló con el cliente').waitFor();
  await issue.getByText('Customer reached').waitFor();
  const working = issue.getByRole('listitem').filter({ hasText: 'Working' });
  await expect.poll(() => working.getAttribute('aria-current'), soon).toBe('step');

  await issue.getByLabel('Minutes between updates').selectOption('15');
  await issue.getByRole('button', { name: 'Agree to 15 minutes' }).click();
  await header.getByRole('button', { name: 'Aceptar 15 minutos' }).click();
  await issue.getByText('every 15 minutes, agreed by both').waitFor();

  await header.getByRole('button', { name: 'Enviar una actualización' }).click();
  const update = agent.getByRole('dialog', { name: 'Enviar una actualización' });
  await update.getByLabel('Naturaleza del problema').fill('Un clúster no acepta conexiones.');
  await update.getByLabel('Qué ha cambiado desde la última').fill('Lo estamos aislando.');
  await update.getByRole('textbox', { name: 'Final esperado' }).fill('2030-01-01T12:00');
  await agent.keyboard.press('Control+Enter');
  await gus.getByText('Lo estamos aislando.').waitFor();
  await gus.getByRole('region', { name: 'Updates and expected end' }).first().waitFor();

  await header.getByRole('button', { name: 'El problema terminó' }).click();
  await agent.getByLabel('Qué le puso fin').fill('El clúster vuelve a aceptar conexiones.');
  await agent.keyboard.press('Control+Enter');
  await gus.getByText('El clúster vuelve a aceptar conexiones.').waitFor();

  await header.getByRole('button', { name: 'Nota de cierre' }).click();
  await agent.getByLabel('Causa raíz').fill('Un certificado caducado.');
  await agent.keyboard.press('Control+Enter');
  await agent.getByText('escribió la nota de cierre').waitFor();
  await agent.getByRole('button', { name: 'Proponer el cierre' }).click();
  await agent.getByLabel(/¿Cuál era el problema/).fill('Caducó un certificado; está renovado y vigilado.');
  await agent.keyboard.press('Control+Enter');
  await gus.getByRole('button', { name: 'Agree and close' }).click();
  await gus.getByText('Closed, as agreed.').waitFor();
  expect([...desk.troubles, ...customer.troubles]).toEqual([]);
});

const agentOfDesk = 'agent@guardia.example';

/** A critical case of Globex whose 15 minutes begin now; its address. */
async function criticalCase(subject: string): Promise<string> {
  const { body } = await cloud.call<{ caseId: string }>('gus@globex.example', 'POST /cases', {
    subject,
    description: subject,
    category: 'bug',
    severity: 'critical',
    vitalInformation: {
      companyName: 'Globex',
      contactName: 'Gus Miller',
      contactPhone: '+12125550142',
      contactEmail: 'gus@globex.example',
    },
  });
  return `/cases/${body.caseId}`;
}

it('watches the 15 minutes run out, and hides it from nobody', async () => {
  const url = cloud.httpUrl;
  const path = await criticalCase('Nobody calls');
  await using customer = await visit(browser, { url, as: 'gus@globex.example', path });
  await using desk = await visit(browser, { url, as: 'agent@guardia.example', path });
  const theirs = customer.page.getByRole('region', { name: 'Critical issue' });
  const ours = desk.page.getByRole('region', { name: 'Problema Crítico' });
  await theirs.getByText('15:00 left').waitFor();
  await ours.getByText('quedan 15:00').waitFor();
  await cloud.advance('PT14M59S');
  await theirs.getByText('0:01 left').waitFor();
  await cloud.advance('PT2M');
  await theirs.getByText(/^1:5[89] late$/).waitFor();
  await ours.getByText(/^1:5[89] de retraso$/).waitFor();
  await customer.page.getByText(/^We are late: we had promised to call by/).waitFor();
  await desk.page.getByText(/^Incumplido: Devolver la llamada/).waitFor();
});

it('gives a workaround, after updates whose waits and estimates are drawn as they were promised', async () => {
  const url = cloud.httpUrl;
  const path = await criticalCase('Half of the mail waits');
  await using desk = await visit(browser, { url, as: agentOfDesk, path });
  const { page } = desk;
  await reach(path);
  await cloud.advance('PT20M');
  await update(path, { changed: 'One cluster is isolated.', endsIn: 60 });
  await cloud.advance('PT33M');
  await update(path, { changed: 'The move takes longer.', endsIn: 90 });

  const history = page.getByRole('region', { name: 'Actualizaciones y final esperado' });
  const chart = history.getByRole('img', { name: 'Actualizaciones y final esperado' });
  await chart.waitFor();
  await expect.poll(() => isDrawn(chart), soon).toBe(true);
  for (const name of ['Espera hasta la actualización', 'Intervalo acordado', 'Final esperado'])
    await chart.getByText(name, { exact: true }).waitFor();
  await history.getByText('Ver como tabla').click();
  const rows = history.getByRole('table', { name: 'Actualizaciones y final esperado' }).locator('tbody tr');
  await rows.nth(1).waitFor();
  expect(await rows.nth(0).textContent()).toContain('a tiempo');
  expect(await rows.nth(1).textContent()).toContain('3:00 de retraso');
  expect(await rows.nth(1).textContent()).toContain('1 h 03 min más tarde');

  await page.getByRole('button', { name: 'Solución temporal dada' }).click();
  const dialog = page.getByRole('dialog', { name: 'Se ha dado una solución temporal' });
  await dialog.getByLabel('Qué puede hacer el cliente mientras tanto').fill('Use the second host.');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await using customer = await visit(browser, { url, as: 'gus@globex.example', path });
  await customer.page.getByText('gave a workaround').waitFor();
  await customer.page.getByText('Use the second host.').waitFor();
  // The critical clock is over; until both agree to close, the customer still hears in business hours.
  await customer.page
    .getByText(/^Next update by/)
    .first()
    .waitFor();
  const step = customer.page
    .getByRole('region', { name: 'Critical issue' })
    .getByRole('listitem')
    .filter({ hasText: 'Workaround' });
  await expect.poll(() => step.getAttribute('aria-current'), soon).toBe('step');
  await customer.page.getByRole('region', { name: 'Updates and expected end' }).waitFor();
  expect([...desk.troubles, ...customer.troubles]).toEqual([]);
});

/** The customer answers the call, which takes a minute. */
async function reach(path: string): Promise<void> {
  const { now } = await cloud.local<{ now: string }>('clock');
  const startedAt = new Date(Date.parse(now) - 60_000).toISOString();
  const { status } = await cloud.call(agentOfDesk, `POST ${path}/callbacks`, {
    number: '+12125550142',
    startedAt,
    durationSeconds: 60,
    outcome: 'reached',
  });
  expect(status).toBe(201);
  await cloud.settle();
}

async function update(
  path: string,
  { changed, endsIn }: { readonly changed: string; readonly endsIn: number },
): Promise<void> {
  const { now } = await cloud.local<{ now: string }>('clock');
  const { status } = await cloud.call(agentOfDesk, `POST ${path}/updates`, {
    nature: 'A cluster answers no connection.',
    changed,
    expectedResolutionAt: new Date(Date.parse(now) + endsIn * 60_000).toISOString(),
  });
  expect(status).toBe(201);
  await cloud.settle();
}

it('is called critical until both parties say otherwise', async () => {
  const url = cloud.httpUrl;
  const path = await criticalCase('One stream is slow');
  await using desk = await visit(browser, { url, as: 'agent@guardia.example', path });
  await desk.page.getByRole('button', { name: 'Más acciones' }).click();
  await desk.page.getByRole('menuitem', { name: 'Reclasificar' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Severidad').selectOption({ label: 'No Crítico' });
  await dialog.getByText('Se trabaja como crítico hasta que la otra parte acepte.').waitFor();
  await dialog.getByLabel('Motivo').fill('Solo va lento un flujo.');
  await desk.page.keyboard.press('Control+Enter');
  await desk.page.getByText('Sigue siendo crítico hasta que la otra parte acepte.').waitFor();
  await desk.page.getByText('propuso tratar el problema como No Crítico').waitFor();
  const header = desk.page.getByRole('region', { name: 'Problema Crítico' });
  await header.waitFor();

  await using customer = await visit(browser, {
    url,
    as: 'gus@globex.example',
    path,
    width: 360,
    colorScheme: 'dark',
  });
  const proposal = customer.page.getByRole('region', { name: /proposes to treat this as non-critical/ });
  await proposal.getByText('Solo va lento un flujo.').waitFor();
  await proposal.getByRole('button', { name: 'Agree: it is non-critical' }).click();
  await header.waitFor({ state: 'detached' });
  await customer.page.getByRole('region', { name: 'Critical issue' }).waitFor({ state: 'detached' });
  expect([...desk.troubles, ...customer.troubles]).toEqual([]);
});
