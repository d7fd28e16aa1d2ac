import { expect, it } from 'vitest';
import { unsettledMilliseconds } from '../../shared/desk/send-mail.ts';
import { givenDeployment } from './support/given.ts';

it('the outbox waits longer than a claim may be unsettled, so that a mail is followed up before it is given up', () => {
  const queues = givenDeployment().templates.ofType('AWS::SQS::Queue');
  const outbox = queues.find(({ id }) => /^Outbox(?!.*DeadLetters)/.test(id));
  const { VisibilityTimeout, RedrivePolicy } = (outbox?.properties ?? {}) as {
    VisibilityTimeout?: number;
    RedrivePolicy?: { maxReceiveCount: number };
  };
  const waits = (VisibilityTimeout ?? 0) * ((RedrivePolicy?.maxReceiveCount ?? 0) - 1) * 1_000;

  expect(waits).toBeGreaterThan(2 * unsettledMilliseconds);
});
