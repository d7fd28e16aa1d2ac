import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

const ana = 'ana@acme.example';
const agent = 'agent@guardia.example';
const agent2 = 'agent2@guardia.example';
const representative = 'representative@guardia.example';

const vitalInformation = {
  companyName: 'Acme Envíos',
  contactName: 'Ana García',
  contactPhone: '+34911234567',
  contactEmail: ana,
  language: 'es',
};

interface CaseBody {
  readonly caseId: string;
  readonly number: string;
  readonly status: string;
  readonly clause: string;
  readonly critical: {
    readonly stage: string;
    readonly pin: string;
    readonly hotlineNumbers: readonly string[];
    readonly callbackDueAt: string | null;
    readonly nextUpdateDueAt: string | null;
  };
}
interface Entry {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const open = async (more: object = { vitalInformation }): Promise<CaseBody> => {
  const asked = {
    subject: 'Nada sale',
    description: 'Todo falla.',
    category: 'bug',
    severity: 'critical',
    ...more,
  };
  const { status, body } = await cloud.call<CaseBody>(ana, 'POST /cases', asked);
  expect(status).toBe(201);
  await cloud.settle();
  return body;
};
const read = async (caseId: string, user = ana) =>
  (await cloud.call<CaseBody>(user, `GET /cases/${caseId}`)).body;
const timeline = async (caseId: string): Promise<readonly Entry[]> =>
  (await cloud.call<{ items: Entry[] }>(agent, `GET /cases/${caseId}/timeline?limit=100`)).body.items;
const ofType = async (caseId: string, type: string) =>
  (await timeline(caseId)).filter((entry) => entry.type === type);
const now = async () => (await cloud.local<{ now: string }>('clock')).now;
const does = async (user: string, route: string, body: object): Promise<CaseBody> => {
  const answer = await cloud.call<CaseBody>(user, route, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  await cloud.settle();
  return answer.body;
};
const callBack = async (caseId: string, user = agent) =>
  await does(user, `POST /cases/${caseId}/callbacks`, {
    number: vitalInformation.contactPhone,
    startedAt: await now(),
    durationSeconds: 30,
    outcome: 'reached',
  });
const update = (caseId: string) =>
  does(agent, `POST /cases/${caseId}/updates`, {
    nature: 'Una base de datos no escribe.',
    changed: 'Una réplica toma el relevo.',
    expectedResolutionAt: '2099-01-01T00:00:00.000Z',
  });

describe('a critical issue on the deployed templates', () => {
  it('is paged at once, called back, updated, ended and closed by both', async () => {
    const { caseId, critical } = await open();
    expect(critical).toMatchObject({ stage: 'paging', hotlineNumbers: ['+12025550143', '+12025550178'] });
    const { pages } = await cloud.local<{ pages: { to: string; message: string }[] }>('pages');
    expect(pages.at(-1)?.message).toContain(vitalInformation.contactPhone);
    await does(agent, `POST /cases/${caseId}/acknowledgement`, {});
    await cloud.advance('PT6M');
    expect((await callBack(caseId)).critical.stage).toBe('working');
    await does(ana, `PUT /cases/${caseId}/update-cadence`, { minutes: 20 });
    await does(agent, `PUT /cases/${caseId}/update-cadence`, { minutes: 20 });
    await cloud.advance('PT15M');
    expect(await ofType(caseId, 'update.nudged')).toHaveLength(1);
    await update(caseId);
    await does(agent, `POST /cases/${caseId}/end`, { description: 'Ha terminado.' });
    await does(agent, `PUT /cases/${caseId}/closing-note`, { cause: 'Un disco lleno.', followUps: [] });
    await does(agent, `POST /cases/${caseId}/closure-proposals`, { summary: 'Resuelto.' });
    const answer = await cloud.call(ana, `POST /cases/${caseId}/closure-proposals/current/answer`, {
      agreed: true,
    });
    expect(answer.status).toBeLessThan(300);
    await cloud.settle();
    expect(await read(caseId)).toMatchObject({ status: 'closed', critical: { stage: 'closed' } });
    expect(await ofType(caseId, 'deadline.missed')).toEqual([]);
    const mails = (await cloud.outbox()).filter(({ to }) => to.includes(ana)).map(({ subject }) => subject);
    expect(mails.length).toBeGreaterThanOrEqual(4);
  });

  it('is missed at 15:00 to the second, once, and brought to the duty lead and the account manager', async () => {
    const { caseId, critical } = await open();
    await cloud.advance('PT14M59S');
    expect(await ofType(caseId, 'deadline.missed')).toEqual([]);
    await cloud.advance('PT6S');
    const [missed, ...more] = await ofType(caseId, 'deadline.missed');
    expect(more).toEqual([]);
    const late = Date.parse(missed?.at ?? '') - Date.parse(critical.callbackDueAt ?? '');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(5_000);
    expect(await ofType(caseId, 'case.escalated')).toHaveLength(1);
    const told = (await cloud.outbox()).flatMap(({ to }) => to);
    expect(told).toEqual(expect.arrayContaining(['supervisor@guardia.example', 'tam@guardia.example']));
    await cloud.advance('PT10M');
    expect(await ofType(caseId, 'deadline.missed')).toHaveLength(1);
    expect((await callBack(caseId)).critical.stage).toBe('working');
  });

  it('is opened by a call of the hotline that has no ticket, and by one that has', async () => {
    const call = { ...vitalInformation, description: 'Todo falla.', phoneReadBack: true };
    const fresh = await does(representative, 'POST /hotline/intakes', call);
    expect(fresh.critical.stage).toBe('paging');
    const ticket = await open({});
    expect(ticket.critical.stage).toBe('intake');
    const taken = await does(representative, 'POST /hotline/intakes', {
      ...call,
      caseNumber: ticket.critical.pin,
    });
    expect(taken).toMatchObject({ caseId: ticket.caseId, critical: { stage: 'paging' } });
    await callBack(fresh.caseId);
    await callBack(ticket.caseId, agent2);
  });

  it('keeps who may do what', async () => {
    const { caseId } = await open();
    const call = {
      number: vitalInformation.contactPhone,
      startedAt: await now(),
      durationSeconds: 60,
      outcome: 'reached',
    };
    expect((await cloud.call(ana, `POST /cases/${caseId}/callbacks`, call)).status).toBe(403);
    expect((await cloud.call(representative, `POST /cases/${caseId}/callbacks`, call)).status).toBe(403);
    expect((await cloud.call('gus@globex.example', `GET /cases/${caseId}`)).status).toBe(404);
    const short = await cloud.call(agent, `POST /cases/${caseId}/callbacks`, { ...call, durationSeconds: 5 });
    expect(short.status).toBe(400);
    await callBack(caseId);
  });

  it('has its record, clause by clause', async () => {
    const { caseId } = await open();
    await cloud.advance('PT3M');
    await callBack(caseId);
    const { body } = await cloud.call<{
      chainIntact: boolean;
      clauses: { clause: string; kept: boolean | null }[];
    }>(ana, `GET /cases/${caseId}/evidence`);
    expect(body.chainIntact).toBe(true);
    expect(body.clauses).toEqual(
      expect.arrayContaining([expect.objectContaining({ clause: 'C-ii-2', kept: true })]),
    );
  });

  it('is paged to a telephone that proved itself by a code, and to no other', async () => {
    const added = { kind: 'sms', address: '+34600000077' };
    interface Channels {
      readonly channels: { channelId: string; address: string; verifiedAt: string | null }[];
    }
    const asked = await cloud.call<Channels>(agent, 'POST /people/agent/channels', added);
    const channel = asked.body.channels.find(({ address }) => address === added.address);
    expect(channel?.verifiedAt).toBeNull();
    await cloud.settle();
    const { pages } = await cloud.local<{ pages: { to: string; message: string }[] }>('pages');
    const code = /\d{6}/.exec(pages.findLast(({ to }) => to === added.address)?.message ?? '')?.[0];
    const proven = await cloud.call<Channels>(
      agent,
      `POST /people/agent/channels/${channel?.channelId}/verification`,
      { code },
    );
    expect(proven.status).toBe(200);
    expect(proven.body.channels.find(({ address }) => address === added.address)?.verifiedAt).not.toBeNull();
  });

  it('can be paged to a mailbox: the code goes out by mail', async () => {
    await does(agent2, 'POST /people/agent2/channels', { kind: 'mail', address: 'marco@home.example' });
    const [mail] = (await cloud.outbox()).filter(({ to }) => to.includes('marco@home.example'));
    expect(mail?.text).toMatch(/\b\d{6}\b/);
  });

  it('refuses a schedule that leaves a second without anybody, and says which', async () => {
    const { body: schedule } = await cloud.call<Record<string, unknown>>(agent, 'GET /on-call/schedule');
    const { version: _, ...asked } = schedule;
    const from = await now();
    const to = new Date(Date.parse(from) + 30 * 24 * 60 * 60_000).toISOString();
    const leave = [{ leaveId: 'away', personId: 'agent', deputyId: null, from, to }];
    const refused = await cloud.call('supervisor@guardia.example', 'PUT /on-call/schedule', {
      ...asked,
      leave,
    });
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain('agent is on leave');
  });
});
