import { expect, it } from 'vitest';
import { createCustomResources } from '../../../infra/local/custom-resources.ts';
import type { LocalFunction } from '../../../infra/local/lambda/function.ts';
import type { Lambdas } from '../../../infra/local/lambda/service.ts';
import { openStore } from '../../../infra/local/store.ts';
import type { Resource } from '../../../infra/local/template/deploy.ts';
import { functionOf, testPlatform } from './platform.ts';

interface Asked {
  readonly RequestType: string;
  readonly RequestId: string;
  readonly ResponseURL: string;
}

/** A provider that answers as `reply` says, to the address that it was given. */
const world = (reply: (asked: Asked) => object, store = openStore(':memory:')) => {
  const provider: LocalFunction & { events: unknown[] } = functionOf((event: Asked) => {
    const body = Buffer.from(JSON.stringify(reply(event)));
    resources.receive({ method: 'PUT', url: new URL(event.ResponseURL), headers: {}, body });
  });
  const lambdas = { byArn: () => provider } as unknown as Lambdas;
  const resources = createCustomResources(testPlatform({ store }), () => lambdas);
  const put = (properties: Record<string, unknown>) =>
    resources.handlers['Custom::*']?.put({
      type: 'Custom::Thing',
      logicalId: 'Thing',
      stackName: 's',
      properties: { ServiceToken: 'arn:provider', ...properties },
      physicalName: () => 'Thing',
    } satisfies Resource);
  const asked = () => provider.events.map((event) => (event as Asked).RequestType);
  return { put, asked };
};

const success = { Status: 'SUCCESS', PhysicalResourceId: 'id-1', Data: { Name: 'n' } };

it('creates once, asks nothing while the properties stay, and updates when they change', async () => {
  const store = openStore(':memory:');
  const first = world(() => success, store);
  expect(await first.put({ Size: 1 })).toEqual({ ref: 'id-1', attributes: { Name: 'n' } });
  const second = world(() => success, store);
  expect(await second.put({ Size: 1 })).toEqual({ ref: 'id-1', attributes: { Name: 'n' } });
  await second.put({ Size: 2 });
  expect([first.asked(), second.asked()]).toEqual([['Create'], ['Update']]);
});

it('fails with the reason that the provider gives', async () => {
  const { put } = world(() => ({ Status: 'FAILED', Reason: 'the set is foreign', PhysicalResourceId: 'x' }));
  await expect(put({})).rejects.toThrow(/Thing could not be made: the set is foreign/);
});

it('fails when the provider throws', async () => {
  const { put } = world(() => {
    throw new Error('broken');
  });
  await expect(put({})).rejects.toThrow(/its provider failed: .*broken/);
});
