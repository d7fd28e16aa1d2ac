import { describe, expect, it } from 'vitest';
import {
  type Attempt,
  afterAttempt,
  healthAfter,
  isWanted,
  refuseUnsafeUrl,
  type Webhook,
  type WebhookDelivery,
} from '../../../shared/domain/webhook/webhook.ts';

const webhook: Webhook = {
  webhookId: 'hook',
  accountId: 'acme',
  url: 'https://hooks.acme.example/guardia',
  eventTypes: [],
  enabled: true,
  createdAt: '2026-11-20T09:00:00.000Z',
  createdBy: null,
  failingSince: null,
  version: 1,
};
const delivery: WebhookDelivery = {
  deliveryId: 'delivery',
  webhookId: 'hook',
  eventId: 'case.1',
  eventType: 'case.opened',
  at: '2026-11-24T09:00:00.000Z',
  attempt: 0,
  outcome: 'waiting',
  status: null,
  detail: null,
};
const refused: Attempt = { delivered: false, status: 500, detail: 'The server answered 500.', retry: true };
const now = '2026-11-24T09:00:01.000Z';

describe('an event', () => {
  const event = { accountId: 'acme', type: 'case.opened', visibility: 'public' } as const;

  it.each([
    { hook: {}, of: {}, wanted: true, because: 'no types named means all' },
    { hook: { eventTypes: ['case.opened'] }, of: {}, wanted: true, because: 'its type is named' },
    { hook: { eventTypes: ['case.closed'] }, of: {}, wanted: false, because: 'its type is not named' },
    { hook: {}, of: { accountId: 'globex' }, wanted: false, because: 'it is another account’s' },
    { hook: {}, of: { accountId: null }, wanted: false, because: 'it is in quarantine' },
    {
      hook: {},
      of: { visibility: 'internal' as const },
      wanted: false,
      because: 'the desk keeps it to itself',
    },
    { hook: { enabled: false }, of: {}, wanted: false, because: 'the webhook is switched off' },
  ])('is wanted: $wanted, because $because', ({ hook, of, wanted }) => {
    expect(isWanted({ ...webhook, ...hook }, { ...event, ...of })).toBe(wanted);
  });
});

describe('a delivery that fails', () => {
  it('comes back eight times in a day, later each time, and is given up then', () => {
    const waits: (number | null)[] = [];
    let current = delivery;
    while (current.outcome === 'waiting' || current.outcome === 'failed') {
      const result = afterAttempt(current, refused, now);
      current = result.delivery;
      waits.push(result.retryAfter);
    }

    const seconds = waits.filter((wait) => wait !== null);
    expect(current).toMatchObject({ outcome: 'gave-up', attempt: 8, status: 500 });
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    const hours = seconds.reduce((sum, wait) => sum + wait, 0) / 3_600;
    expect(hours).toBeGreaterThan(22);
    expect(hours).toBeLessThanOrEqual(24);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(12 * 3_600);
  });

  it('is not tried again where that cannot help', () => {
    const { retryAfter, delivery: after } = afterAttempt(delivery, { ...refused, retry: false }, now);

    expect(retryAfter).toBeNull();
    expect(after.outcome).toBe('gave-up');
  });
});

describe('a webhook', () => {
  const gaveUp = { outcome: 'gave-up', at: '2026-11-24T09:00:00.000Z', status: 500 } as const;

  it.each([
    { since: null, of: gaveUp, enabled: true, because: 'one event alone switches nothing off' },
    {
      since: '2026-11-24T01:00:00.000Z',
      of: gaveUp,
      enabled: true,
      because: 'it has failed for a night only',
    },
    {
      since: '2026-11-23T09:00:00.000Z',
      of: gaveUp,
      enabled: false,
      because: 'it has failed for a whole day',
    },
    {
      since: '2026-11-20T09:00:00.000Z',
      of: { ...gaveUp, outcome: 'failed' as const },
      enabled: true,
      because: 'this event is still tried',
    },
    { since: null, of: { ...gaveUp, status: 410 }, enabled: false, because: 'its server says it is gone' },
  ])('stays on: $enabled, because $because', ({ since, of, enabled }) => {
    expect(healthAfter({ ...webhook, failingSince: since }, of).enabled).toBe(enabled);
  });

  it('is well again after one delivery', () => {
    const failing = { ...webhook, failingSince: '2026-11-20T09:00:00.000Z' };

    expect(healthAfter(failing, { ...gaveUp, outcome: 'delivered', status: 200 })).toEqual({
      enabled: true,
      failingSince: null,
    });
  });

  it.each([
    { url: 'http://hooks.acme.example', because: 'anybody on the way could read it' },
    { url: 'https://user:password@hooks.acme.example', because: 'a password does not belong in a log' },
    { url: 'http://127.0.0.1:9000', because: 'it is our own machine' },
    { url: 'file:///etc/passwd', because: 'it is no server' },
    { url: 'hooks', because: 'it is no address' },
  ])('refuses $url: $because', ({ url }) => {
    expect(() => refuseUnsafeUrl(url, { loopback: false })).toThrow(/cannot be sent to this address/);
  });

  it('may be on this machine in the local cloud', () => {
    expect(() => refuseUnsafeUrl('http://127.0.0.1:9000/hook', { loopback: true })).not.toThrow();
  });
});
