import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountView } from '../../../shared/contracts/api/people.ts';
import type { CaseView } from '../../../shared/contracts/api/views.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { newDataDir } from '../../support/local-process.ts';
import { addressIn, agent, ana, desk, header } from '../mail/support.ts';

const hour = 3_600_000;
const dataDir = newDataDir();
let cloud: TestCloud;
let at: ReturnType<typeof desk>;
const begin = async (start: number): Promise<void> => {
  cloud = await startTestCloud({ dataDir, clock: { speed: 0, start } });
  at = desk(cloud);
};
/** Off, and on again so many milliseconds later: to live a day minute by minute would take a minute of ours. */
const restartedAfter = async (ms: number): Promise<void> => {
  const { now } = await cloud.local<{ now: string }>('clock');
  await cloud.stop();
  await begin(Date.parse(now) + ms);
};

beforeAll(async () => {
  // A Tuesday morning in Madrid: the desk is open.
  await begin(Date.parse('2026-11-24T09:00:00.000Z'));
  const supervisor = 'supervisor@guardia.example';
  const { body } = await cloud.call<AccountView>(supervisor, 'GET /accounts/acme');
  const { accountId: _, legalHold: __, version: ___, tam: ____, ...account } = body;
  const targets = { ...account.targets, closureReminderMinutes: [60, 120], reopenDays: 1 };
  const { status } = await cloud.call(supervisor, 'PUT /accounts/acme', { ...account, targets });
  expect(status).toBe(200);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(dataDir, { recursive: true });
});

const submitted = async (subject: string): Promise<CaseView> => {
  const { body } = await cloud.call<CaseView>(ana, 'POST /cases', {
    subject,
    description: 'Hola.',
    category: 'configuration',
  });
  await cloud.settle();
  return body;
};
const read = async ({ caseId }: CaseView, user = agent) =>
  (await cloud.call<CaseView>(user, `GET /cases/${caseId}`)).body;
const propose = async (of: CaseView, user = agent) => {
  const { status } = await cloud.call(user, `POST /cases/${of.caseId}/closure-proposals`, {
    summary: 'Hecho.',
  });
  await cloud.settle();
  return status;
};
const answer = (of: CaseView, user: string, body: object) =>
  cloud.call<CaseView>(user, `POST /cases/${of.caseId}/closure-proposals/current/answer`, body);
const replyTo = async () => addressIn(header(await at.lastMailTo(ana), 'Reply-To'));

describe('a non-critical case', () => {
  it('is answered in business hours, and the promise is kept or shown as missed, once', async () => {
    const of = await submitted('Promesa');
    const due = of.deadlines.find(({ kind }) => kind === 'first-response');
    expect(due?.at).toBe('2026-11-24T13:00:00.000Z');
    await restartedAfter(3.9 * hour);
    expect(await at.types(of.caseId)).not.toContain('deadline.missed');
    await cloud.advance('PT8M');
    await cloud.advance('PT10M');
    expect((await at.types(of.caseId)).filter((type) => type === 'deadline.missed')).toHaveLength(1);
    expect((await read(of)).deadlines).toContainEqual(
      expect.objectContaining({ kind: 'first-response', missed: true }),
    );
  });

  it('closes when both agree, and not before', async () => {
    const of = await submitted('Las dos partes');
    expect(await propose(of)).toBe(201);
    expect((await answer(of, agent, { agreed: true })).status).toBe(409);
    expect(await read(of)).toMatchObject({ status: 'closure-proposed' });
    expect((await answer(of, ana, { agreed: true })).body).toMatchObject({
      status: 'closed',
      closedHow: 'agreed',
    });
  });

  it('goes back to work when the other declines with a reason, and needs the reason', async () => {
    const of = await submitted('Todavía no');
    await propose(of);
    expect(await answer(of, ana, { agreed: false })).toMatchObject({ status: 400 });
    expect((await answer(of, ana, { agreed: false, reason: 'Sigue igual.' })).body).toMatchObject({
      status: 'in-progress',
    });
  });

  it.each([
    { said: 'Gracias.', status: 'closure-proposed', because: 'thanks close nothing' },
    { said: 'Ok', status: 'closure-proposed', because: 'ok says nothing about closing' },
    { said: 'Estoy de acuerdo con cerrar', status: 'closed', because: 'this says so explicitly' },
  ])('by mail: «$said» leaves it $status, because $because', async ({ said, status }) => {
    const of = await submitted(`Por correo ${said}`);
    await propose(of);
    await at.mail({ from: ana, to: await replyTo(), subject: 'Re', text: said });
    expect(await read(of)).toMatchObject({ status });
  });

  it('is agreed by the signed link of the proposal, which dies with it', async () => {
    const of = await submitted('Por enlace');
    await propose(of);
    const link = /\/closures\/([^?\s"]+)/.exec((await at.lastMailTo(ana)).text)?.[1] ?? '';
    const seen = await cloud.call<{ open: boolean }>(undefined, `GET /public/closures/${link}`);
    expect(seen.body).toMatchObject({ open: true });
    expect(await read(of)).toMatchObject({ status: 'closure-proposed' });
    const agreed = await cloud.call(undefined, `POST /public/closures/${link}`, { agreed: true });
    expect(agreed.body).toMatchObject({ status: 'closed' });
    const again = await cloud.call(undefined, `POST /public/closures/${link}`, {
      agreed: false,
      reason: 'No.',
    });
    expect(again.status).toBe(409);
  });

  it('is reminded on schedule, and never closed by silence where the terms do not say so', async () => {
    const of = await submitted('Silencio');
    await propose(of);
    await cloud.advance('PT3H');
    const types = await at.types(of.caseId);
    expect(types.filter((type) => type === 'closure.reminded')).toHaveLength(2);
    const mails = (await cloud.outbox()).filter(({ subject }) => subject.includes('Silencio'));
    // The receipt, the proposal, two reminders.
    expect(mails).toHaveLength(4);
    expect(await read(of)).toMatchObject({ status: 'closure-proposed' });
  });

  it('reopens for a reply in time, and is followed by one linked case later, however many replies come (glpi#24760)', async () => {
    const of = await submitted('Vuelve');
    await propose(of);
    await answer(of, ana, { agreed: true });
    await cloud.settle();
    await at.mail({ from: ana, to: await replyTo(), subject: 'Re: Vuelve', text: 'Ha vuelto a pasar.' });
    expect(await read(of)).toMatchObject({ status: 'in-progress', reopened: 1 });
    await propose(of);
    await answer(of, ana, { agreed: true });
    await cloud.settle();
    const to = await replyTo();
    await restartedAfter(25 * hour);
    await at.mail({ from: ana, to, subject: 'Re: Vuelve', text: 'Otra vez.' });
    expect(await read(of)).toMatchObject({ status: 'closed' });
    const follower = await at.caseOf('Re: Vuelve');
    expect(await at.types(follower.caseId)).toContain('case.linked');
    expect(await at.types(of.caseId)).toContain('case.linked');
    await at.mail({ from: ana, to, subject: 'Re: Vuelve', text: '¿Hay alguien?' });
    expect((await at.timeline(follower.caseId)).at(-1)?.data.text).toBe('¿Hay alguien?');
    expect((await at.cases()).filter(({ subject }) => subject === 'Re: Vuelve')).toHaveLength(1);
  });
});

describe('an owner', () => {
  it('hands over with reason and summary, and the customer is told', async () => {
    const of = await submitted('Cambio de manos');
    const other = of.owner?.agentId === 'agent' ? 'agent2' : 'agent';
    const bare = await cloud.call<{ errors: unknown[] }>(agent, `PUT /cases/${of.caseId}/owner`, {
      agentId: other,
    });
    expect(bare.status).toBe(400);
    expect(bare.body.errors).toHaveLength(2);
    const full = { agentId: other, reason: 'Turno', summary: 'Falta el registro DKIM.' };
    expect((await cloud.call(agent, `PUT /cases/${of.caseId}/owner`, full)).body).toMatchObject({
      owner: { agentId: other },
    });
    await cloud.settle();
    expect((await at.lastMailTo(ana)).subject).toContain('Cambio de manos');
  });

  it('answers nothing blind: a customer message since the draft was begun refuses the answer', async () => {
    const of = await submitted('A la vez');
    await cloud.call(ana, `POST /cases/${of.caseId}/messages`, { body: 'Un dato más.' });
    const stale = await cloud.call(agent, `POST /cases/${of.caseId}/messages`, {
      body: 'Hecho.',
      seenCustomerSeq: of.lastCustomerSeq,
    });
    expect(stale.status).toBe(412);
  });

  it('escalates to the technical account manager, who is told', async () => {
    const of = await submitted('Escalar');
    const { status } = await cloud.call(ana, `POST /cases/${of.caseId}/escalations`, { reason: 'Urge.' });
    await cloud.settle();
    expect(status).toBe(201);
    expect(await at.types(of.caseId)).toContain('case.escalated');
    expect(
      (await at.mailsTo('tam@guardia.example')) + (await at.mailsTo('supervisor@guardia.example')),
    ).toBeGreaterThan(0);
  });
});

describe('a merged case', () => {
  it('lives on in the other: replies to the old number follow (zammad#983)', async () => {
    const old = await submitted('Duplicado');
    const to = await replyTo();
    const into = await submitted('Original');
    expect((await cloud.call(agent, `POST /cases/${old.caseId}/merge`, { into: into.caseId })).status).toBe(
      200,
    );
    await at.mail({ from: ana, to, subject: 'Re: Duplicado', text: 'Sigue aquí.' });
    expect((await at.timeline(into.caseId)).at(-1)).toMatchObject({
      type: 'message.received',
      data: { text: 'Sigue aquí.' },
    });
    expect(await read(old)).toMatchObject({
      status: 'closed',
      closedHow: 'merged',
      mergedInto: { caseId: into.caseId },
    });
  });
});
