import { expect, it } from 'vitest';
import { startTestCloud } from '../../support/local-cloud.ts';
import { databasePid, eventually } from '../../support/local-process.ts';

it('makes one case and one acknowledgement of a mail, however often and in whatever order things come', async () => {
  await using cloud = await startTestCloud({
    // What comes at once meets at once, in environments side by side.
    patienceMs: 0,
    faults: { seed: 7, repeat: 1, shuffle: true, repeatEvents: 1 },
  });
  const subjects = ['one', 'two', 'three'];
  const mails = subjects.flatMap((subject) => {
    const mail = {
      from: 'ana@acme.example',
      subject,
      text: subject,
      // One mail has one date: nodemailer would write a later one into a copy that it sends a second later.
      headers: { 'Message-ID': `<${subject}@acme.example>`, Date: 'Tue, 24 Nov 2026 09:43:10 +0000' },
    };
    return [mail, mail, mail];
  });

  await Promise.all(mails.map((mail) => cloud.sendMail(mail)));
  await cloud.settle();
  await cloud.advance('PT10M');

  const { body } = await cloud.call<{ items: { subject: string }[] }>(
    'supervisor@guardia.example',
    'GET /cases',
  );
  expect(body.items.map(({ subject }) => subject).sort()).toEqual([...subjects].sort());
  const acknowledged = (await cloud.outbox()).map(({ subject }) => subject.match(/one|two|three/)?.[0]);
  expect(acknowledged.sort()).toEqual([...subjects].sort());
});

it('sends the acknowledgement later when SES is over its rate for a while', async () => {
  const calls = [1, 2].map((nth) => ({
    call: 'ses:SendRawEmail',
    nth,
    error: 'Throttling',
    message: 'Maximum sending rate exceeded.',
  }));
  await using cloud = await startTestCloud({ faults: { calls } });
  await cloud.sendMail({ from: 'ana@acme.example', subject: 'later' });
  await cloud.settle();
  expect(await cloud.outbox()).toEqual([]);

  await cloud.advance('PT30M');

  expect(await cloud.outbox()).toHaveLength(1);
});

it('goes on when the database is killed under it', async () => {
  await using cloud = await startTestCloud({ clock: { speed: 1 } });
  await cloud.sendMail({ from: 'ana@acme.example', subject: 'before' });
  await cloud.settle();
  process.kill(databasePid(cloud.dataDir), 'SIGKILL');
  await eventually(
    async () => (await cloud.call('agent@guardia.example', 'GET /cases')).status === 200,
    30_000,
  );

  const { body } = await cloud.call<{ items: { subject: string }[] }>('agent@guardia.example', 'GET /cases');

  expect(body.items.map(({ subject }) => subject)).toEqual(['before']);
});
