import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostFailed } from '../../../shared/aws/public-post.ts';
import { publicationOf } from '../../../shared/contracts/publication.ts';
import {
  type AnnouncedEvent,
  announceToWebhooks,
  attemptDelivery,
  type DeliveringDesk,
} from '../../../shared/desk/webhooks/deliver-event.ts';
import { clockAt, morning, type TestDesk, testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
let given: TestDesk;
let delivering: DeliveringDesk;
const queue: { webhookId: string; deliveryId: string }[] = [];
const received: { url: string; body: string; headers: Readonly<Record<string, string>> }[] = [];
let server: () => number;

beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  given = await testDesk(await dynamodb.table(), clockAt(morning));
  queue.length = 0;
  received.length = 0;
  server = () => 200;
  delivering = {
    ...given.desk,
    queue: {
      send: async (delivery) => {
        queue.push(delivery);
      },
    },
    http: {
      post: async (url, message) => {
        received.push({ url, ...message });
        return { status: server() };
      },
    },
  };
});

const [ana, gus] = ['ana@acme.example', 'gus@globex.example'];
const url = 'https://hooks.acme.example/guardia';

const create = async (user = ana, fields: object = {}) =>
  (await given.call(user, 'POST', '/webhooks', { body: { url, eventTypes: [], ...fields } })).body;

async function submitted(user = ana): Promise<AnnouncedEvent[]> {
  const { body } = await given.call(user, 'POST', '/cases', {
    body: { subject: 'A question', description: 'Words that stay in the case.' },
  });
  const { entries } = await given.desk.cases.timeline(body.caseId);
  return entries.map((entry) => publicationOf(entry).detail);
}

async function announced(events: readonly AnnouncedEvent[]): Promise<void> {
  for (const event of events) await announceToWebhooks(delivering, event);
}

async function deliverAll(): Promise<(number | null)[]> {
  const waits: (number | null)[] = [];
  for (const delivery of queue.splice(0)) waits.push(await attemptDelivery(delivering, delivery));
  return waits;
}

const log = async (webhookId: string) =>
  (await given.call(ana, 'GET', `/webhooks/${webhookId}/deliveries`)).body.items;

/** A webhook that was sent one event. */
async function delivered() {
  const { webhookId } = await create();
  const [opened] = await submitted();
  await announced(opened ? [opened] : []);
  await deliverAll();
  const [{ deliveryId }] = await log(webhookId);
  return { webhookId, deliveryId, opened };
}

describe('a webhook', () => {
  it('gets the events of its account, signed with the secret that was shown once', async () => {
    const { secret, webhookId } = await create();
    await announced(await submitted());
    await deliverAll();

    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual([
      'case.opened',
      'message.received',
      'owner.assigned',
      'message.sent',
    ]);
    for (const { body, headers } of received) {
      const age = Math.abs(Number(headers['webhook-timestamp']) - Date.parse(morning) / 1000);
      expect(age).toBeLessThan(1);
      const signed = new Verifier(secret).sign(headers['webhook-id'] ?? '', new Date(morning), body);
      expect(headers['webhook-signature']).toBe(signed);
    }
    const { body } = await given.call(ana, 'GET', '/webhooks');
    expect(body.items).toEqual([expect.not.objectContaining({ secret: expect.anything() })]);
    expect(body.items[0].webhookId).toBe(webhookId);
  });

  it('learns what happened, not the words of a message, nor what the desk keeps to itself', async () => {
    await create();
    await announced(await submitted());
    await deliverAll();

    const bodies = received.map(({ body }) => body).join();
    expect(bodies).not.toContain('Words that stay');
    expect(bodies).not.toContain('deadlines');
    expect(bodies).not.toContain('rawKey');
  });

  it.each([
    {
      because: 'another account’s entry',
      forged: async () => (await submitted(gus))[0],
    },
    {
      because: 'an internal note of its own account',
      forged: async () => {
        const caseId = (await submitted())[0]?.id.split('.')[0] ?? '';
        const { body } = await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/messages`, {
          body: { body: 'Between us.', visibility: 'internal' },
        });
        const note = await given.desk.cases.entry(caseId, body.seq);
        return note === null ? undefined : publicationOf(note).detail;
      },
    },
  ])('believes no event that somebody else put on the bus: $because', async ({ forged }) => {
    await create();
    const event = await forged();
    if (event === undefined) throw new Error('There is an event to forge.');

    await announced([{ ...event, accountId: 'acme', visibility: 'public' }]);
    await deliverAll();

    expect(received).toEqual([]);
  });

  it('never hears of another account, nor of an internal note', async () => {
    await create();
    const [opened] = await submitted(gus);
    const own = await submitted();
    const caseId = own[0]?.id.split('.')[0] ?? '';
    const { body } = await given.call('agent@guardia.example', 'POST', `/cases/${caseId}/messages`, {
      body: { body: 'Between us.', visibility: 'internal' },
    });
    const note = await given.desk.cases.entry(caseId, body.seq);
    await announced([...(opened ? [opened] : []), ...(note ? [publicationOf(note).detail] : [])]);

    expect(queue).toEqual([]);
  });

  it('gets each event once, however often the bus announces it', async () => {
    await create();
    const [opened] = await submitted();
    await announced(opened ? [opened, opened] : []);
    await deliverAll();
    await announced(opened ? [opened] : []);
    await deliverAll();

    expect(received).toHaveLength(1);
  });

  it('is told apart: where one server fails the other is not sent the event again', async () => {
    await create();
    await create(ana, { url: 'https://other.acme.example/' });
    const [opened] = await submitted();
    await announced(opened ? [opened] : []);
    delivering = {
      ...delivering,
      http: {
        post: async (to, message) => {
          received.push({ url: to, ...message });
          if (to === url) throw new PostFailed('The server could not be reached (ECONNREFUSED).', true);
          return { status: 200 };
        },
      },
    };
    const first = queue.slice();
    await deliverAll();
    queue.push(...first);
    await deliverAll();

    expect(received.filter((one) => one.url !== url)).toHaveLength(1);
    expect(received.filter((one) => one.url === url)).toHaveLength(2);
  });

  it('keeps a log of what was sent and how it went', async () => {
    const { webhookId } = await create();
    server = () => 503;
    const [opened] = await submitted();
    await announced(opened ? [opened] : []);

    expect(await deliverAll()).toEqual([5]);
    expect(await log(webhookId)).toEqual([
      expect.objectContaining({
        eventType: 'case.opened',
        attempt: 1,
        outcome: 'failed',
        status: 503,
        detail: 'The server answered 503.',
      }),
    ]);
  });

  it('is sent an event again when somebody asks for it, under the same webhook-id', async () => {
    const { webhookId, deliveryId, opened } = await delivered();

    const replay = await given.call(ana, 'POST', `/webhooks/${webhookId}/deliveries/${deliveryId}/replay`);
    const told = given.published.at(-1)?.detail as { webhookId: string; deliveryId: string };
    queue.push(told);
    await deliverAll();

    expect(replay).toMatchObject({ status: 202, body: { outcome: 'waiting', attempt: 0 } });
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([opened?.id, opened?.id]);
    expect(await log(webhookId)).toHaveLength(2);
  });

  it('is sent an event again once, however often the same request arrives', async () => {
    const { webhookId, deliveryId } = await delivered();
    const replay = () =>
      given.call(ana, 'POST', `/webhooks/${webhookId}/deliveries/${deliveryId}/replay`, {
        headers: { 'idempotency-key': `again ${webhookId}` },
      });

    const first = await replay();
    const repeated = await replay();
    queue.push(given.published.at(-1)?.detail as { webhookId: string; deliveryId: string });
    await deliverAll();
    const afterwards = await replay();

    expect(repeated.body).toEqual(first.body);
    expect(afterwards).toMatchObject({ status: 202, body: { outcome: 'delivered' } });
    expect(await log(webhookId)).toHaveLength(2);
  });

  it('that fails for a day is switched off, and its account gets a case about it', async () => {
    const { webhookId } = await create();
    server = () => 500;
    const [opened] = await submitted();
    await announced(opened ? [opened] : []);
    const [delivery] = queue;
    let wait: number | null = 0;
    while (wait !== null && delivery !== undefined) {
      given.clock.advance(wait / 60);
      wait = await attemptDelivery(delivering, delivery);
    }

    expect((await given.call(ana, 'GET', '/webhooks')).body.items[0].enabled).toBe(false);
    expect((await log(webhookId))[0]).toMatchObject({ outcome: 'gave-up', attempt: 8 });
    const { body } = await given.call(ana, 'GET', '/cases');
    expect(body.items[0]).toMatchObject({
      subject: 'Se ha desactivado un webhook que no responde',
      channel: 'event',
      requester: { address: ana },
    });
  });

  it('belongs to its account alone', async () => {
    const { webhookId } = await create();

    expect((await given.call(gus, 'GET', `/webhooks/${webhookId}/deliveries`)).status).toBe(404);
    expect((await given.call(gus, 'DELETE', `/webhooks/${webhookId}`)).status).toBe(404);
    expect((await given.call(gus, 'GET', '/webhooks')).body.items).toEqual([]);
    expect((await given.call(gus, 'GET', '/webhooks?account=acme')).status).toBe(404);
    expect((await given.call(ana, 'DELETE', `/webhooks/${webhookId}`)).status).toBe(204);
    expect((await given.call(ana, 'GET', '/webhooks')).body.items).toEqual([]);
  });

  it('is set up once by a command that is repeated, with the same secret', async () => {
    const post = () =>
      given.call(ana, 'POST', '/webhooks', {
        body: { url, eventTypes: ['case.closed'] },
        headers: { 'idempotency-key': 'set-up' },
      });

    expect((await post()).body).toEqual((await post()).body);
    expect((await given.call(ana, 'GET', '/webhooks')).body.items).toHaveLength(1);
  });

  it.each([
    { fields: { eventTypes: ['case.vanished'] }, path: 'eventTypes', because: 'there is no such event' },
    { fields: { url: 'http://hooks.acme.example' }, path: 'url', because: 'it is not https' },
  ])('is refused with $path: $because', async ({ fields, path }) => {
    const refused = await given.call(ana, 'POST', '/webhooks', { body: { url, eventTypes: [], ...fields } });

    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('pages through its log, newest first', async () => {
    const { webhookId } = await create();
    let events = 0;
    for (let count = 0; count < 3; count++) {
      given.clock.advance(1);
      const told = await submitted();
      await announced(told);
      events += told.length;
    }
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await given.call(ana, 'GET', `/webhooks/${webhookId}/deliveries?limit=4${after}`);
      pages.push(body.items.map(({ deliveryId }: { deliveryId: string }) => deliveryId));
      cursor = body.nextCursor;
    }

    const all = pages.flat();
    expect(all).toHaveLength(events);
    expect(all).toEqual([...new Set(all)].sort().reverse());
  });
});
