import { mkdirSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Answers } from '../support/web-fixtures/answers.ts';
import { deskAnswers } from '../support/web-fixtures/desk.ts';
import type { roles } from '../support/web-fixtures/people.ts';
import { startWebFixtures } from '../support/web-fixtures/server.ts';
import { launchBrowser } from './support/browser.ts';
import { visit } from './support/visit.ts';

/** `node tests/browser/screenshots.ts`, after `npm run synth`: the pictures in docs/screenshots. */
const folder = resolve(import.meta.dirname, '../../docs/screenshots');

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly as: keyof typeof roles;
  /** @default en */
  readonly language?: 'en' | 'es';
  /** @default light */
  readonly colorScheme?: 'light' | 'dark';
  /** @default 1280 */
  readonly width?: number;
  /** @default 800 */
  readonly height?: number;
  /** The button of the dialog that is open. */
  readonly dialog?: RegExp;
  readonly over?: Answers;
}

const agent = 'agent@guardia.example';
const ana = 'ana@acme.example';
const narrow = { width: 360, height: 740 } as const;
const shots: readonly Shot[] = [
  { name: 'queue', path: '/queue', as: agent },
  { name: 'case', path: '/cases/case-1', as: agent },
  { name: 'critical-dark', path: '/cases/case-3', as: agent, colorScheme: 'dark', height: 1060 },
  {
    name: 'critical-360-dark',
    path: '/cases/case-2',
    as: agent,
    language: 'es',
    colorScheme: 'dark',
    ...narrow,
  },
  { name: 'call', path: '/cases/case-2', as: agent, dialog: /^Call back now/ },
  {
    name: 'quarantine-empty',
    path: '/quarantine',
    as: agent,
    language: 'es',
    height: 480,
    over: { readQuarantine: () => ({ items: [], nextCursor: null }) },
  },
  { name: 'customer-critical', path: '/cases/case-2', as: ana, language: 'es' },
  { name: 'submit', path: '/cases/new', as: ana, language: 'es' },
  { name: 'on-call', path: '/on-call', as: 'supervisor@guardia.example', height: 600 },
  { name: 'health-dark', path: '/health', as: 'tam@guardia.example', colorScheme: 'dark' },
  { name: 'my-cases-360-dark', path: '/cases', as: ana, language: 'es', colorScheme: 'dark', ...narrow },
  { name: 'hotline-360', path: '/hotline', as: 'representative@guardia.example', language: 'es', ...narrow },
];

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
for (const { name, language = 'en', as, dialog, over, ...how } of shots) {
  const fixtures = await startWebFixtures({ ...deskAnswers({ user: as, language }), ...over });
  await using visited = await visit(browser, { url: fixtures.url, as, ...how });
  const { page } = visited;
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (dialog !== undefined) {
    await page.getByRole('button', { name: dialog }).click();
    await page.getByRole('dialog').waitFor();
  }
  await page.waitForLoadState('networkidle');
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  writeSync(1, `${path}\n`);
  await fixtures.stop();
}
await browser.close();
