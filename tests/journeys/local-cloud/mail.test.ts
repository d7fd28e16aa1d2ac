import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

it('turns a mail into a case that an agent reads, and acknowledges it to its sender', async () => {
  const answer = await cloud.sendMail({ from: 'ana@acme.example', subject: 'No llegan', text: 'Hola.' });
  await cloud.settle();

  expect(answer).toMatch(/^250/);
  const { status, body } = await cloud.call<{ items: { subject: string; accountId: string }[] }>(
    'agent@guardia.example',
    'GET /cases',
  );
  expect(status).toBe(200);
  expect(body.items).toEqual([expect.objectContaining({ subject: 'No llegan', accountId: 'acme' })]);
  expect(await cloud.outbox()).toEqual([
    expect.objectContaining({ from: 'support@guardia.example', to: ['ana@acme.example'] }),
  ]);
});

it('replaces the Message-ID of a sent mail, and keeps References, as SES does', async () => {
  const [mail] = await cloud.outbox();
  expect(mail?.headers['Message-ID']).toMatch(/^<[0-9a-f-]+@eu-west-1\.amazonses\.com>$/);
  expect(mail?.headers.References).toContain('@');
});

it('refuses a recipient that no receipt rule takes', async () => {
  const sent = cloud.sendMail({ from: 'ana@acme.example', to: 'sales@guardia.example' });
  await expect(sent).rejects.toThrow('550');
});

it('answers /_local/outbox and /_local/health in the fixed form', async () => {
  expect(await cloud.local('health')).toMatchObject({ status: 'ok' });
  const { messages } = await cloud.local<{ messages: object[] }>('outbox');
  expect(Object.keys(messages[0] ?? {})).toEqual(
    expect.arrayContaining(['id', 'to', 'cc', 'from', 'subject', 'text', 'html', 'headers']),
  );
});
