import { mkdirSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

/** `node tests/browser/screenshots.ts`, after `npm run synth`: the pictures in docs/screenshots. */
const folder = resolve(import.meta.dirname, '../../docs/screenshots');

const wide = { width: 1280, height: 800 } as const;
const narrow = { width: 360, height: 740 } as const;
const shots = [
  {
    name: 'queue',
    path: '/queue',
    as: 'agent@guardia.example',
    language: 'en',
    colorScheme: 'light',
    ...wide,
  },
  {
    name: 'case',
    path: '/cases/case-1',
    as: 'agent@guardia.example',
    language: 'en',
    colorScheme: 'light',
    ...wide,
  },
  {
    name: 'critical-dark',
    path: '/cases/case-3',
    as: 'agent@guardia.example',
    language: 'en',
    colorScheme: 'dark',
    width: 1280,
    height: 1060,
  },
  {
    name: 'customer-critical',
    path: '/cases/case-2',
    as: 'ana@acme.example',
    language: 'es',
    colorScheme: 'light',
    ...wide,
  },
  {
    name: 'submit',
    path: '/cases/new',
    as: 'ana@acme.example',
    language: 'es',
    colorScheme: 'light',
    ...wide,
  },
  {
    name: 'on-call',
    path: '/on-call',
    as: 'supervisor@guardia.example',
    language: 'en',
    colorScheme: 'light',
    width: 1280,
    height: 600,
  },
  {
    name: 'health-dark',
    path: '/health',
    as: 'tam@guardia.example',
    language: 'en',
    colorScheme: 'dark',
    ...wide,
  },
  {
    name: 'my-cases-360-dark',
    path: '/cases',
    as: 'ana@acme.example',
    language: 'es',
    colorScheme: 'dark',
    ...narrow,
  },
  {
    name: 'hotline-360',
    path: '/hotline',
    as: 'representative@guardia.example',
    language: 'es',
    colorScheme: 'light',
    ...narrow,
  },
] as const;

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
for (const { name, language, as, ...how } of shots) {
  const fixtures = await startWebFixtures(deskAnswers({ user: as, language }));
  await using visited = await visit(browser, { url: fixtures.url, as, ...how });
  await visited.page.getByRole('heading', { level: 1 }).waitFor();
  await visited.page.waitForLoadState('networkidle');
  const path = join(folder, `${name}.png`);
  await visited.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  writeSync(1, `${path}\n`);
  await fixtures.stop();
}
await browser.close();
