import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { addressIn, agent, ana, desk, header } from '../mail/support.ts';

type Counts = Readonly<Record<string, number>>;

const document = readFileSync('docs/cost.md', 'utf8');
const barOf = (what: string) =>
  Number(new RegExp(`bar, for ${what}[^|]*\\| \\$([\\d.]+)`).exec(document)?.[1]);

/** USD for one of each thing that docs/cost.md prices. */
const prices = new Map(
  [...document.matchAll(/^\| `([\w-]+)` \|[^|]+\| ([\d.]+) \| (\d+) \|$/gm)].map(([, name, usd, per]) => [
    String(name),
    Number(usd) / Number(per),
  ]),
);

/** Ten messages by mail, five each way, and a closing that both agree to. */
async function case10(cloud: TestCloud, subject: string): Promise<string> {
  const at = desk(cloud);
  const post = async (user: string, path: string, body: object) => {
    const { status } = await cloud.call(user, `POST ${path}`, body);
    expect(status).toBeLessThan(300);
    await cloud.settle();
  };
  await at.mail({ from: ana, subject, text: 'How do I rotate a key?' });
  const { caseId } = await at.caseOf(subject);
  const answer = (text: string) =>
    post(agent, `/cases/${caseId}/messages`, { body: text, waitingOnCustomer: true });
  for (let round = 1; round <= 4; round++) {
    await answer(`Answer ${round}`);
    const to = addressIn(header(await at.lastMailTo(ana), 'Reply-To'));
    await at.mail({ from: ana, to, subject: `Re: ${subject}`, text: `Question ${round}` });
  }
  await answer('The last answer');
  await post(agent, `/cases/${caseId}/closure-proposals`, { summary: 'The key was rotated.' });
  await post(ana, `/cases/${caseId}/closure-proposals/current/answer`, { agreed: true });
  return caseId;
}

/** What the meter counted, as the table prices it. */
function billed(meter: Counts): Counts {
  const sum = (wanted: (name: string) => boolean) =>
    Object.entries(meter).reduce((total, [name, count]) => total + (wanted(name) ? count : 0), 0);
  const mails = (meter['ses/received'] ?? 0) + (meter['ses/SendRawEmail'] ?? 0);
  return {
    'write-units': meter['dynamodb/write-units'] ?? 0,
    'read-units': meter['dynamodb/read-units'] ?? 0,
    invocations: sum((name) => /^lambda\/[^/]+$/.test(name)),
    'gigabyte-seconds': sum((name) => name.endsWith('/ms')) / 1_000,
    'api-requests': meter['apigateway/requests'] ?? 0,
    'bus-events': meter['events/entries'] ?? 0,
    'queue-requests': 3 * ((meter['events/deliveries'] ?? 0) + mails),
    'topic-publishes': mails,
    'object-puts': meter['s3/put'] ?? 0,
    'object-gets': meter['s3/GetObject'] ?? 0,
    transitions: meter['states/transitions'] ?? 0,
  };
}

/** The bill in USD, row by row. */
function bill(counts: Counts) {
  expect([...prices.keys()].sort()).toEqual(Object.keys(counts).sort());
  const rows = Object.entries(counts).map(([name, count]) => ({
    name,
    count,
    usd: count * (prices.get(name) ?? Number.NaN),
  }));
  return { rows, total: rows.reduce((sum, row) => sum + row.usd, 0) };
}

it('a non-critical case of ten messages stays under the bar of docs/cost.md, every request counted', async () => {
  const start = Date.parse('2026-11-24T09:00:00.000Z');
  await using cloud = await startTestCloud({ clock: { speed: 0, start } });
  await case10(cloud, 'The first, which starts every function');
  await cloud.local('meter', { capacity: true });
  const caseId = await case10(cloud, 'The one that is measured');
  // What is done in batches is done now: the words for search.
  await cloud.advance('PT1M');
  const counts = billed(await cloud.local<Counts>('meter'));

  const types = await desk(cloud).types(caseId);
  expect(types.filter((type) => type === 'message.received')).toHaveLength(5);
  expect(types.at(-2)).toBe('case.closed');
  for (const [name, count] of Object.entries(counts)) {
    if (name !== 'transitions') expect(count, name).toBeGreaterThan(0);
  }
  const bar = barOf('1,000 such cases');
  const { rows, total } = bill(counts);
  expect(1_000 * total, JSON.stringify(rows, null, 1)).toBeLessThanOrEqual(bar);
  expect(1_000 * total).toBeGreaterThan(bar / 10);
});

it('a critical case with six updates stays under its bar, each minute of its three hours counted', async () => {
  await using cloud = await startTestCloud({
    clock: { speed: 0, start: Date.parse('2026-11-24T09:00:00.000Z') },
  });
  const does = async (user: string, route: string, body: object) => {
    const answer = await cloud.call<{ caseId: string }>(user, route, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    await cloud.settle();
    return answer.body;
  };
  await cloud.local('meter', { capacity: true });
  const { caseId } = await does(ana, 'POST /cases', {
    subject: 'Nothing goes out',
    description: 'Every injection times out.',
    category: 'bug',
    severity: 'critical',
    vitalInformation: {
      companyName: 'Acme',
      contactName: 'Ana',
      contactPhone: '+34911234567',
      contactEmail: ana,
    },
  });
  const at = `/cases/${caseId}`;
  await cloud.advance('PT3M');
  const { now } = await cloud.local<{ now: string }>('clock');
  await does(agent, `POST ${at}/callbacks`, {
    number: '+34911234567',
    startedAt: now,
    durationSeconds: 60,
    outcome: 'reached',
  });
  for (let update = 1; update <= 6; update++) {
    await cloud.advance('PT28M');
    await does(agent, `POST ${at}/updates`, {
      nature: 'A database does not write.',
      changed: `Step ${update}.`,
      expectedResolutionAt: '2099-01-01T00:00:00.000Z',
    });
  }
  await does(agent, `POST ${at}/end`, { description: 'It writes again.' });
  await does(agent, `PUT ${at}/closing-note`, { cause: 'A full disk.', followUps: [] });
  await does(agent, `POST ${at}/closure-proposals`, { summary: 'Over.' });
  await does(ana, `POST ${at}/closure-proposals/current/answer`, { agreed: true });
  await cloud.advance('PT1M');

  const counts = billed(await cloud.local<Counts>('meter'));
  expect(counts.transitions).toBeGreaterThan(6);
  expect(counts.transitions).toBeLessThanOrEqual(40);
  const { rows, total } = bill(counts);
  expect(total, JSON.stringify(rows, null, 1)).toBeLessThanOrEqual(
    barOf('one critical case with six updates'),
  );
});
