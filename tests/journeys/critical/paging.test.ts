import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureAssembly } from '../../../infra/local/synth.ts';
import { synthesise } from '../../../infra/synth.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

const ana = 'ana@acme.example';
const agent = 'agent@guardia.example';
const phone = '+34911234567';

interface Told {
  readonly event_action: string;
  readonly dedup_key: string;
  readonly routing_key: string;
  readonly payload?: { readonly summary: string };
}
interface Entry {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A service that pages people, such as PagerDuty: answers as it is told to, and remembers. */
let answer = 202;
const told: Told[] = [];
const service = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    if (answer < 300) told.push(JSON.parse(body) as Told);
    response.writeHead(answer).end('{}');
  });
});
const folder = mkdtempSync(join(tmpdir(), 'guardia-paging-'));

let cloud: TestCloud;
beforeAll(async () => {
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  const { port } = service.address() as AddressInfo;
  await ensureAssembly();
  const pagingService = { url: 'https://events.pager.example/v2/enqueue', keySecretName: 'guardia/pager' };
  const assembly = synthesise({ outdir: join(folder, 'cdk.out'), settings: { pagingService } });
  cloud = await startTestCloud({
    assembly,
    // EventBridge calls https alone; the service of this test stands on this machine.
    transform: (stack) =>
      JSON.parse(
        JSON.stringify(stack).replaceAll('https://events.pager.example', `http://127.0.0.1:${port}`),
      ),
  });
});
afterAll(async () => {
  await cloud?.stop();
  service.closeAllConnections();
  service.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (): Promise<string> => {
  const { status, body } = await cloud.call<{ caseId: string }>(ana, 'POST /cases', {
    subject: 'Nada sale',
    description: 'Todo falla.',
    severity: 'critical',
    vitalInformation: {
      companyName: 'Acme Envíos',
      contactName: 'Ana García',
      contactPhone: phone,
      contactEmail: ana,
    },
  });
  expect(status).toBe(201);
  await cloud.settle();
  return body.caseId;
};
const reach = async (caseId: string): Promise<void> => {
  const { now } = await cloud.local<{ now: string }>('clock');
  const call = { number: phone, startedAt: now, durationSeconds: 60, outcome: 'reached' };
  expect((await cloud.call(agent, `POST /cases/${caseId}/callbacks`, call)).status).toBe(201);
  await cloud.settle();
};
const entries = async (caseId: string, type: string): Promise<readonly Entry[]> => {
  const { body } = await cloud.call<{ items: Entry[] }>(agent, `GET /cases/${caseId}/timeline?limit=100`);
  return body.items.filter((entry) => entry.type === type);
};
const actionsOf = (caseId: string) =>
  told
    .filter(({ dedup_key }) => dedup_key.startsWith(caseId))
    .map(({ event_action, dedup_key }) => `${event_action} ${dedup_key.replace(caseId, 'case')}`);

describe('paging on the deployed templates, with a paging service', () => {
  it('tells the service of one alert a case, of who took it, and that it is over', async () => {
    const caseId = await open();
    const [first] = told.filter(({ dedup_key }) => dedup_key === caseId);
    expect(first).toMatchObject({ event_action: 'trigger', routing_key: expect.stringMatching(/^\w{32}$/) });
    expect(first?.payload?.summary).toMatch(/^Severity 1, case \d{8}: primary$/);
    expect(JSON.stringify(told)).not.toContain(phone);
    expect((await cloud.call(agent, `POST /cases/${caseId}/acknowledgement`, {})).status).toBe(200);
    await cloud.settle();
    await cloud.advance('PT16M');
    await reach(caseId);
    expect(new Set(actionsOf(caseId))).toEqual(
      new Set([
        'trigger case',
        'acknowledge case',
        'trigger case/overdue',
        'resolve case',
        'resolve case/overdue',
      ]),
    );
    expect(actionsOf(caseId).at(-1)).toMatch(/^resolve/);
  });

  it('has every page to the service on the timeline, beside those to people', async () => {
    const caseId = await open();
    const channels = (await entries(caseId, 'page.sent')).map(({ data }) => data.channel);
    expect(channels.sort()).toEqual(['https', 'mail', 'sms']);
    await reach(caseId);
  });

  it.each([
    { status: 403, after: 'PT0S', because: 'a refusal is final' },
    { status: 503, after: 'PT6M', because: 'a page that is tried for five minutes wakes nobody any more' },
  ])(
    'puts on the timeline that the service answered $status, because $because',
    async ({ status, after }) => {
      answer = status;
      const caseId = await open();
      await cloud.advance(after);
      answer = 202;
      const receipts = (await entries(caseId, 'page.receipt')).filter(({ data }) => data.channel === 'https');
      expect(receipts[0]?.data).toMatchObject({ receipt: 'failed', detail: `HTTP_${status}` });
      // Whatever becomes of the service, people were paged.
      expect((await entries(caseId, 'page.sent')).some(({ data }) => data.channel === 'sms')).toBe(true);
      await reach(caseId);
    },
  );

  it('takes the page by its link, without signing in', async () => {
    const caseId = await open();
    const { pages } = await cloud.local<{ pages: { message: string }[] }>('pages');
    const token = /\/pages\/(\S+)$/.exec(pages.at(-1)?.message ?? '')?.[1] ?? '';
    const shown = await cloud.call(undefined, `GET /public/pages/${token}`);
    expect(shown.body).toMatchObject({ caseId, phone, open: true, takenBy: null });
    const taken = await cloud.call(undefined, `POST /public/pages/${token}/answer`, { takes: true });
    expect(taken.body).toMatchObject({ mine: true });
    await cloud.settle();
    expect(await entries(caseId, 'page.acknowledged')).toHaveLength(1);
    expect((await cloud.call(undefined, `GET /public/pages/${token}0`)).status).toBe(404);
    await reach(caseId);
  });
});

describe('what a case proves', () => {
  it('is printed clause by clause, and its chain is verified by who holds it', async () => {
    const caseId = await open();
    await reach(caseId);
    const second = Math.floor(Date.parse((await cloud.local<{ now: string }>('clock')).now) / 1_000) - 120;
    const ledger = Array.from({ length: 120 }, (_, index) => ({
      second: second + Math.floor(index / 2),
      vantagePoint: index % 2 === 0 ? 'madrid' : 'dublin',
      smtp: { timeout: 3 },
    }));
    const measured = await cloud.call(ana, `POST /cases/${caseId}/unavailability`, { ledger });
    expect(measured.status).toBe(201);
    const page = await fetch(`${cloud.httpUrl}/v1/cases/${caseId}/evidence`, {
      headers: {
        accept: 'text/html',
        authorization: `Bearer ${(await cloud.local<{ token: string }>('token', { user: ana })).token}`,
      },
    });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    const html = await page.text();
    expect(html).toContain('C-ii-2');
    expect(html).toContain('60 segundos sin SMTP');
    const { body } = await cloud.call(ana, `GET /cases/${caseId}/evidence`);
    const { verifyTimeline } = await import('../../../shared/desk/verify-chain.ts');
    expect(verifyTimeline(JSON.stringify(body)).intact).toBe(true);
  });
});
