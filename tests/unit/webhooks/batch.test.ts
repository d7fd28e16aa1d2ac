import { expect, it } from 'vitest';
import { type WebhookStore, webhooksForBatch } from '../../../shared/aws/webhook-store.ts';

const countingStore = () => {
  const reads: string[] = [];
  const ofAccount = async (accountId: string) => {
    reads.push(accountId);
    return [];
  };
  return { reads, store: { ofAccount } as unknown as WebhookStore };
};

it('reads the webhooks of each account once, however many events of a batch are the account’s', async () => {
  const { reads, store } = countingStore();
  const forBatch = webhooksForBatch(store);

  await Promise.all(['acme', 'acme', 'globex', 'acme'].map((accountId) => forBatch.ofAccount(accountId)));

  expect(reads).toEqual(['acme', 'globex']);
});

it('reads them anew for the next batch, so that a webhook made meanwhile gets its events', async () => {
  const { reads, store } = countingStore();

  await webhooksForBatch(store).ofAccount('acme');
  await webhooksForBatch(store).ofAccount('acme');

  expect(reads).toEqual(['acme', 'acme']);
});
