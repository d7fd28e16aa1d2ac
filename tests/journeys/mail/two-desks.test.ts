import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { agent, desk } from './support.ts';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** The same desk in another company: every name of its templates says `otherdesk.example`. */
const elsewhere: NonNullable<Parameters<typeof startTestCloud>[0]>['transform'] = (stack) => ({
  ...stack,
  template: JSON.parse(JSON.stringify(stack.template).replaceAll('guardia.example', 'otherdesk.example')),
});

let ours: TestCloud;
let theirs: TestCloud;
beforeAll(async () => {
  const [ourPort, theirPort] = [await freePort(), await freePort()];
  const relay = (port: number) => `smtp://127.0.0.1:${port}`;
  ours = await startTestCloud({ smtpPort: ourPort, smtpRelay: relay(theirPort) });
  theirs = await startTestCloud({ smtpPort: theirPort, smtpRelay: relay(ourPort), transform: elsewhere });
  const contact = (address: string) => ({
    name: 'Support of the others',
    phone: null,
    language: 'en',
    timeZone: 'UTC',
    enabled: true,
    addresses: [{ address, verified: true }],
  });
  const supervisor = 'supervisor@guardia.example';
  await ours.call(supervisor, 'PUT /accounts/acme/contacts/them', contact('support@otherdesk.example'));
  await theirs.call(supervisor, 'PUT /accounts/acme/contacts/us', contact('support@guardia.example'));
});
afterAll(async () => {
  await ours.stop();
  await theirs.stop();
});

it('two desks that answer each other stop after one round each (freescout#4143)', async () => {
  const [us, them] = [desk(ours), desk(theirs)];
  const opened = await ours.call<{ caseId: string }>(agent, 'POST /cases', {
    subject: 'Between desks',
    description: 'Can you look at this?',
    accountId: 'acme',
    contactId: 'them',
  });
  expect(opened.status).toBe(201);
  for (let round = 0; round < 6; round++) {
    await ours.settle();
    await theirs.settle();
  }
  expect(await us.mailsTo('support@otherdesk.example')).toBe(1);
  expect(await them.mailsTo('support@guardia.example')).toBeLessThanOrEqual(1);
});
