import { gunzipSync } from 'node:zlib';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../../shared/contracts/api/views.ts';
import { type HookServer, startHookServer } from '../../support/hook-server.ts';
import { startTestCloud, type TestCloud, withLoopbackWebhooks } from '../../support/local-cloud.ts';
import { agent, ana, desk, gus } from '../mail/support.ts';

/** What other systems hear from the desk and tell it, and what it does by itself: through every function and grant. */
const supervisor = 'supervisor@guardia.example';
let cloud: TestCloud;
let at: ReturnType<typeof desk>;
let hooks: HookServer;

beforeAll(async () => {
  // A Monday, an hour before the weekly digest; in Madrid it is four in the morning.
  cloud = await startTestCloud({
    clock: { speed: 0, start: Date.parse('2026-11-30T03:58:00.000Z') },
    transform: withLoopbackWebhooks,
  });
  at = desk(cloud);
  hooks = await startHookServer(() => false);
}, 300_000);
afterAll(async () => {
  await hooks[Symbol.asyncDispose]();
  await cloud.stop();
});

const does = async <Body = Record<string, string>>(user: string, route: string, body?: object) => {
  const answer = await cloud.call<Body>(user, route, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  await cloud.settle();
  return answer.body;
};
const submitted = (user: string, subject: string) =>
  does<CaseView>(user, 'POST /cases', { subject, description: 'Words.' });
const queueNamed = async (part: string) => {
  const { queues } = await cloud.local<{ queues: Record<string, Record<string, number>> }>('queues');
  return Object.entries(queues).find(([name]) => name.includes(part))?.[1];
};
const busNamed = (own: boolean) =>
  own
    ? ([...cloud.deployed.resources.values()].find(({ type }) => type === 'AWS::Events::EventBus')?.ref ?? '')
    : 'default';
/** An event of another system on the desk's bus, or one of an AWS service on the account's own. */
async function putEvent(Source: string, DetailType: string, detail: object): Promise<void> {
  const fromService = Source.startsWith('aws.');
  const entry = { EventBusName: busNamed(!fromService), Source, DetailType, Detail: JSON.stringify(detail) };
  cloud.services.events.bus.putEvents([entry], { fromService });
  await cloud.settle();
}

describe('a webhook', () => {
  let hook: { webhookId: string; secret: string };
  const log = async () =>
    (
      await does<{ items: { deliveryId: string; outcome: string; attempt: number; eventId: string }[] }>(
        ana,
        `GET /webhooks/${hook.webhookId}/deliveries?limit=100`,
      )
    ).items;

  it('gets each public event of its account once, signed by the Standard Webhooks convention', async () => {
    hook = await does<typeof hook>(ana, 'POST /webhooks', { url: hooks.url, eventTypes: [] });
    const of = await submitted(ana, 'Hooked');
    await submitted(gus, 'Not theirs');

    const own = (await at.timeline(of.caseId)).filter(({ visibility }) => visibility === 'public');
    expect([...hooks.received.keys()].sort()).toEqual(own.map(({ id }) => id).sort());
    const [request] = hooks.requests;
    // The clock of the local cloud is not this machine's, so the age of the signature is not judged here.
    expect(request?.headers['webhook-signature']).toBe(
      new Verifier(hook.secret).sign(
        String(request?.headers['webhook-id']),
        new Date(Number(request?.headers['webhook-timestamp']) * 1000),
        request?.body ?? '',
      ),
    );
    expect((await log()).map(({ outcome }) => outcome)).toEqual(own.map(() => 'delivered'));
  });

  it('that fails is tried again, later each time, and the log says so', async () => {
    hooks.fail((count) => count < 2);
    const { caseId } = await submitted(ana, 'Tried again');
    const ofCase = async () => (await log()).filter(({ eventId }) => eventId.startsWith(caseId));
    expect((await ofCase()).some(({ outcome }) => outcome === 'failed')).toBe(true);

    await cloud.advance('PT1M');

    const delivered = await ofCase();
    expect(delivered.map(({ outcome }) => outcome)).toEqual(delivered.map(() => 'delivered'));
    expect(Math.max(...delivered.map(({ attempt }) => attempt))).toBe(2);
  });

  it('is sent an event again on demand, under the same id', async () => {
    const [last] = await log();
    const before = hooks.received.get(last?.eventId ?? '')?.length ?? 0;
    await does(ana, `POST /webhooks/${hook.webhookId}/deliveries/${last?.deliveryId}/replay`);

    const bodies = hooks.received.get(last?.eventId ?? '') ?? [];
    expect(bodies).toHaveLength(before + 1);
    expect(new Set(bodies).size).toBe(1);
    expect((await log()).filter(({ eventId }) => eventId === last?.eventId)).toHaveLength(2);
  });
});

describe('another system', () => {
  const asked = {
    id: 'deploy-4711',
    accountId: 'acme',
    subject: 'Deployment failed',
    description: 'Step 3.',
  };

  it('opens one case by an event, however often it is sent', async () => {
    await putEvent('acme.pipeline', 'case.submit', asked);
    await putEvent('acme.pipeline', 'case.submit', asked);

    const cases = (await at.cases()).filter(({ subject }) => subject === 'Deployment failed');
    expect(cases).toHaveLength(1);
  });

  it('that sends nonsense finds it in the dead-letter queue, with the reason', async () => {
    await putEvent('acme.pipeline', 'case.submit', { ...asked, id: 'bad', subject: '', category: 'wish' });
    await cloud.advance('PT4M');

    expect(await queueNamed('RefusedEvents')).toMatchObject({ visible: 1 });
    const queue = [...cloud.services.queues.all()].find(({ config }) =>
      config.name.includes('RefusedEvents'),
    );
    const body = queue?.receive(1)[0]?.message.body ?? '';
    expect(body).toContain('subject');
    expect(body).toContain('category');
  });

  it('is followed when it is an alarm that a rule names', async () => {
    const rules = {
      assignment: 'round-robin',
      alarms: [{ namePrefix: 'acme-', accountId: 'acme', severity: 'non-critical' }],
    };
    await does(supervisor, 'PUT /rules', rules);
    const alarm = (value: string) => ({
      alarmName: 'acme-smtp-errors',
      state: { value, reason: `It is ${value}.` },
    });
    await putEvent('aws.cloudwatch', 'CloudWatch Alarm State Change', alarm('ALARM'));
    await putEvent('aws.cloudwatch', 'CloudWatch Alarm State Change', alarm('OK'));

    const of = await at.caseOf('ALARM: acme-smtp-errors');
    const words = (await at.timeline(of.caseId)).filter(({ type }) => type === 'message.received');
    expect(words).toHaveLength(2);
  });
});

describe('out of hours', () => {
  it('a receipt says in the customer’s language when the desk opens, in their zone', async () => {
    await submitted(ana, 'De madrugada');

    const { text } = await at.lastMailTo(ana);
    expect(text).toContain('lunes 30 de noviembre, 09:00');
  });

  it('on Monday morning technical account managers have their week, once', async () => {
    await cloud.advance('PT65M');

    const mails = (await cloud.outbox()).filter(({ to }) => to.includes('tam@guardia.example'));
    const digests = mails.filter(({ subject }) => /semana|week/i.test(subject));
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toContain('Acme');
  });

  it('an owner who leaves is relieved within a minute, and the customer knows who has the case now', async () => {
    const of = await submitted(ana, 'Cambio de manos');
    const { items } = await does<{ items: Record<string, unknown>[] }>(supervisor, 'GET /people');
    const owner = items.find(({ personId }) => personId === of.owner?.agentId);
    const { channels: _, openNow: __, version: ___, personId, ...fields } = owner ?? {};
    await does(supervisor, `PUT /people/${personId}`, { ...fields, away: true });
    await cloud.advance('PT1M');

    const now = (await cloud.call<CaseView>(agent, `GET /cases/${of.caseId}`)).body;
    expect(now.owner?.agentId).not.toBe(of.owner?.agentId);
    expect((await at.lastMailTo(ana)).text).toContain(now.owner?.name);
  });
});

describe('data rights', () => {
  it('an account’s data can be fetched: cases with their timelines, and mails as they came in', async () => {
    await at.mail({ from: gus, subject: 'Keep this mail', text: 'As it is.' });
    const { exportId } = await does(supervisor, 'POST /accounts/globex/exports');
    const done = await does(supervisor, `GET /accounts/globex/exports/${exportId}`);

    expect(done.state).toBe('done');
    const archive = gunzipSync(Buffer.from(await (await fetch(String(done.url))).arrayBuffer())).toString(
      'latin1',
    );
    expect(archive).toContain('account.json');
    expect(archive).toContain('Subject: Keep this mail');
    expect(archive).not.toContain('Hooked');
  });

  it('a person under legal hold is kept, and erased once it is lifted', async () => {
    const erase = () =>
      cloud.call(supervisor, 'POST /accounts/globex/contacts/gus/erasure', { reason: 'They asked for it.' });
    const hold = (held: boolean) =>
      does(supervisor, 'PUT /accounts/globex/legal-hold', { held, reason: 'A lawsuit.' });
    await hold(true);
    expect((await erase()).status).toBe(409);
    await hold(false);
    expect((await erase()).status).toBe(202);
    await cloud.settle();

    for (const of of await at.cases(agent, '?account=globex&limit=100')) {
      expect(JSON.stringify(await at.timeline(of.caseId)), of.number).not.toMatch(
        /gus@globex|Gus Miller|As it is/,
      );
    }
    expect((await cloud.call(gus, 'GET /me')).status).toBe(403);
  });
});
