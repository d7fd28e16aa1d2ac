import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultSettings } from '../../../infra/local/faults.ts';
import type { AccountView } from '../../../shared/contracts/api/people.ts';
import type { CaseView, TimelineItem } from '../../../shared/contracts/api/views.ts';
import { type HookServer, startHookServer } from '../../support/hook-server.ts';
import {
  type ApiAnswer,
  startTestCloud,
  type TestCloud,
  withLoopbackWebhooks,
} from '../../support/local-cloud.ts';
import { addressIn, agent, ana, desk, header } from '../mail/support.ts';
import { storm } from './storm.ts';

/**
 * Mails in, cases by the API, events in, answers, closings, mails and webhooks out, while every service that the
 * desk calls throttles, fails, is slow and loses its answers. Once it is over, everything is there, once.
 */
const mailed = ['Bounces arrive late', 'Keys to rotate', 'Webhook without events'];
const asked = ['Another sending domain', 'Invoices for October', 'More recipients a day'];
const announced = ['Deployment failed', 'Quota nearly used', 'Certificate expires'];
const date = 'Tue, 24 Nov 2026 09:00:00 +0000';

let cloud: TestCloud;
let at: ReturnType<typeof desk>;
let hooks: HookServer;
let cases: CaseView[];
const timelines = new Map<string, TimelineItem[]>();

/** As a good client does: the same request with the same key, until it is answered. */
async function call(user: string, route: string, body: object, key: string): Promise<ApiAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await cloud.call(user, route, body, { 'idempotency-key': key });
    if (answer.status < 500) return answer;
    if (attempt === 60) throw new Error(`${route} was answered ${answer.status} sixty times.`);
  }
}

/** As a mail server does: the same message again, until it is taken. */
async function send(mail: Parameters<TestCloud['sendMail']>[0]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await cloud.sendMail(mail);
      return;
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}

const busName = () =>
  [...cloud.deployed.resources.values()].find(({ type }) => type === 'AWS::Events::EventBus')?.ref ?? '';

const submitByEvent = (subject: string, id: string) =>
  cloud.services.events.bus.putEvents([
    {
      EventBusName: busName(),
      Source: 'acme.pipeline',
      DetailType: 'case.submit',
      Detail: JSON.stringify({ id, accountId: 'acme', subject, description: subject }),
    },
  ]);

async function openings(): Promise<void> {
  await Promise.all([
    ...mailed.flatMap((subject, index) => {
      const mail = {
        from: ana,
        subject,
        text: `${subject}: first words`,
        headers: { 'Message-ID': `<first-${index}@acme.example>`, Date: date },
      };
      return [send(mail), send(mail)];
    }),
    ...asked.map((subject, index) =>
      call(ana, 'POST /cases', { subject, description: `${subject}: first words` }, `open-${index}`),
    ),
    ...announced.flatMap((subject, index) => [
      submitByEvent(subject, `event-${index}`),
      submitByEvent(subject, `event-${index}`),
    ]),
  ]);
}

async function conversations(): Promise<void> {
  const outbox = await cloud.outbox();
  const replies = mailed.map(async (subject, index) => {
    const receipt = outbox.find((mail) => mail.subject.includes(subject));
    if (receipt === undefined) throw new Error(`«${subject}» has no receipt.`);
    const to = addressIn(header(receipt, 'Reply-To'));
    const text = `${subject}: second words`;
    const headers = { 'Message-ID': `<second-${index}@acme.example>`, Date: date };
    await send({ from: ana, to, subject: `Re: ${subject}`, text, headers });
  });
  const closings = asked.map(async (subject, index) => {
    const { body } = await call(
      ana,
      'POST /cases',
      { subject, description: `${subject}: first words` },
      `open-${index}`,
    );
    const path = `/cases/${body.caseId}`;
    await call(agent, `POST ${path}/messages`, { body: `${subject}: answer` }, `answer-${index}`);
    await call(agent, `POST ${path}/closure-proposals`, { summary: 'Solved.' }, `propose-${index}`);
    const agreed = await call(
      ana,
      `POST ${path}/closure-proposals/current/answer`,
      { agreed: true },
      `agree-${index}`,
    );
    expect(agreed, JSON.stringify(agreed.body)).toMatchObject({ status: 200, body: { status: 'closed' } });
  });
  await Promise.all([...replies, ...closings]);
}

/** Work, and what follows from it in the next minutes, in bad weather; what is left over then has a calm sky. */
async function during(faults: FaultSettings, work: () => Promise<void>): Promise<void> {
  cloud.faults.set(faults);
  await work();
  await cloud.advance('PT3M');
  cloud.faults.set({});
}

beforeAll(async () => {
  cloud = await startTestCloud({
    // What comes at once meets at once, in environments side by side.
    patienceMs: 0,
    clock: { speed: 0, start: Date.parse('2026-11-24T09:00:00.000Z') },
    transform: withLoopbackWebhooks,
  });
  at = desk(cloud);
  hooks = await startHookServer((count) => count % 7 === 6);
  const supervisor = 'supervisor@guardia.example';
  const { body } = await cloud.call<AccountView>(supervisor, 'GET /accounts/acme');
  const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
  const targets = { ...account.targets, firstResponseMinutes: 45 };
  expect((await cloud.call(supervisor, 'PUT /accounts/acme', { ...account, targets })).status).toBe(200);
  const created = await cloud.call(ana, 'POST /webhooks', { url: hooks.url, eventTypes: [] });
  expect(created, JSON.stringify(created.body)).toMatchObject({ status: 201 });
  await during(storm(1), openings);
  await cloud.advance('PT30M');
  await during(storm(2), conversations);
  await cloud.advance('PT1H');
  cases = (
    await Promise.all([at.cases(agent, '?limit=100'), at.cases(agent, '?status=closed&limit=100')])
  ).flat();
  for (const { caseId } of cases) timelines.set(caseId, await at.timeline(caseId));
}, 400_000);
afterAll(async () => {
  await hooks[Symbol.asyncDispose]();
  await cloud.stop();
});

const entries = () => [...timelines.values()].flat();

describe('whatever AWS does', () => {
  it('each mail, each request and each event is one case', () => {
    expect(cases.map(({ subject }) => subject).sort()).toEqual([...mailed, ...asked, ...announced].sort());
  });

  it('each word of either party is there once, where it belongs', () => {
    const words = cases.flatMap(({ caseId, subject }) =>
      (timelines.get(caseId) ?? [])
        .filter(({ type }) => type === 'message.received' || type === 'message.sent')
        .map(({ data }) => String(data.text).trim())
        .filter((text) => text !== '')
        .map((text) => [subject, text]),
    );
    const meant = [
      ...mailed.flatMap((subject) => [
        [subject, `${subject}: first words`],
        [subject, `${subject}: second words`],
      ]),
      ...asked.flatMap((subject) => [
        [subject, `${subject}: first words`],
        [subject, `${subject}: answer`],
      ]),
      ...announced.map((subject) => [subject, subject]),
    ];
    expect(words.sort()).toEqual(meant.sort());
  });

  it('each case has one owner, one unbroken chain, and what was agreed', async () => {
    for (const { caseId, subject } of cases) {
      const timeline = timelines.get(caseId) ?? [];
      expect(
        timeline.filter(({ type }) => type === 'owner.assigned'),
        subject,
      ).toHaveLength(1);
      expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, index) => index + 1));
      const { body } = await cloud.call(agent, `GET /cases/${caseId}/evidence`);
      expect(body, subject).toMatchObject({ chainIntact: true });
    }
    const closed = cases.filter(({ status }) => status === 'closed').map(({ subject }) => subject);
    expect(closed.sort()).toEqual([...asked].sort());
  });

  it('each mail that a case wrote went out once, and is known to have gone out', async () => {
    const written = entries().filter(({ delivery }) => delivery !== null);
    expect(written.length).toBeGreaterThanOrEqual(5 * mailed.length);
    expect(written.filter(({ delivery }) => delivery?.state !== 'accepted')).toEqual([]);

    const own = (await cloud.outbox()).map((mail) =>
      header(mail, 'References')
        .match(/<[^>]+>/g)
        ?.at(0),
    );
    expect(new Set(own).size).toBe(own.length);
    expect(own).toHaveLength(written.length);
  });

  it('each event that both parties may read reached the customer’s server, always with the same body', () => {
    const readable = entries().filter(({ visibility }) => visibility === 'public');
    expect([...hooks.received.keys()].sort()).toEqual(readable.map(({ id }) => id).sort());
    for (const [id, bodies] of hooks.received) expect(new Set(bodies).size, id).toBe(1);
  });

  it('each promise that was missed was missed once, and told once', () => {
    const all = entries().filter(({ type }) => type === 'deadline.missed');
    expect(all.length).toBeGreaterThanOrEqual(mailed.length);
    for (const timeline of timelines.values()) {
      const missed = timeline.filter(({ type }) => type === 'deadline.missed');
      const kinds = missed.map(({ data }) => data.kind);
      expect(kinds).toEqual([...new Set(kinds)]);
      const told = timeline.filter(
        ({ type, data }) =>
          type === 'notice.sent' &&
          (data.mail as { notice?: string } | undefined)?.notice === 'deadline-missed',
      );
      expect(told).toHaveLength(missed.length);
    }
  });

  it('each case is found by its words', async () => {
    for (const { caseId, subject } of cases) {
      const found = await at.cases(agent, `?q=${encodeURIComponent(subject)}`);
      expect(
        found.map((one) => one.caseId),
        subject,
      ).toEqual([caseId]);
    }
  });

  it('nothing waits in any queue, and nothing was given up', async () => {
    const { queues } = await cloud.local<{ queues: Record<string, object> }>('queues');
    for (const [name, counts] of Object.entries(queues)) {
      expect(
        Object.values(counts).every((count) => count === 0),
        `${name} ${JSON.stringify(counts)}`,
      ).toBe(true);
    }
  });
});
