import { expect, it } from 'vitest';
import { startTestCloud, withoutGrant } from '../../support/local-cloud.ts';

it('stops a mail at the first call that nobody granted, with AccessDenied', async () => {
  await using cloud = await startTestCloud({ transform: withoutGrant('InboundEmail', 's3:GetObject') });

  await cloud.sendMail({ from: 'ana@acme.example', subject: 'No llegan' });
  await cloud.settle();

  expect(cloud.logs.join('\n')).toMatch(/not authorized to perform: s3:GetObject/);
  const { body } = await cloud.call<{ items: unknown[] }>('agent@guardia.example', 'GET /cases');
  expect(body.items).toEqual([]);
});

it('refuses a queue mapping whose function may not read the queue, as AWS does', async () => {
  const started = startTestCloud({ transform: withoutGrant('InboundEmail', 'sqs:ReceiveMessage') });
  await expect(started).rejects.toThrow(/may not sqs:ReceiveMessage/);
});
