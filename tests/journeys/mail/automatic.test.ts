import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { addressIn, agent, ana, desk, header } from './support.ts';

let cloud: TestCloud;
let at: ReturnType<typeof desk>;
beforeAll(async () => {
  cloud = await startTestCloud();
  at = desk(cloud);
  await at.mail({
    from: ana,
    subject: 'Caso',
    text: 'Hola.',
    headers: { 'Message-ID': '<auto@acme.example>' },
  });
});
afterAll(() => cloud.stop());

const reply = async () => addressIn(header(await at.lastMailTo(ana), 'Reply-To'));

describe('a machine’s mail', () => {
  it('is kept on the case, not answered, and moves no clock (znuny#138)', async () => {
    const before = await at.caseOf('Caso');
    const mails = await at.mailsTo(ana);
    await at.mail({
      from: ana,
      to: await reply(),
      subject: 'Fuera de la oficina',
      text: 'Vuelvo el lunes.',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    const after = await at.caseOf('Caso');
    const last = (await at.timeline(after.caseId)).at(-1);
    expect(last).toMatchObject({
      type: 'message.received',
      data: { automatic: 'auto-reply', asksAnswer: false },
    });
    expect(after).toMatchObject({ status: before.status, deadlines: before.deadlines });
    expect(await at.mailsTo(ana)).toBe(mails);
  });

  it('is a person’s when it says Auto-Submitted: no (FreeScout takes any value for automatic)', async () => {
    const { caseId } = await at.caseOf('Caso');
    await at.mail({
      from: ana,
      to: await reply(),
      subject: 'Re',
      text: 'Soy yo.',
      headers: { 'Auto-Submitted': 'no' },
    });
    expect((await at.timeline(caseId)).at(-1)).toMatchObject({
      type: 'message.received',
      data: { automatic: null },
    });
  });

  it('does not close what was proposed, and does not reopen what is closed', async () => {
    const { caseId } = await at.caseOf('Caso');
    await cloud.call(agent, `POST /cases/${caseId}/closure-proposals`, { summary: 'Resuelto.' });
    await cloud.settle();
    const away = { from: ana, to: await reply(), headers: { 'Auto-Submitted': 'auto-replied' } };
    await at.mail({ ...away, subject: 'Fuera', text: 'Estoy de acuerdo con cerrar el caso.' });
    expect(await at.caseOf('Caso')).toMatchObject({ status: 'closure-proposed' });
    await cloud.call(ana, `POST /cases/${caseId}/closure-proposals/current/answer`, { agreed: true });
    await at.mail({ ...away, subject: 'Fuera otra vez', text: 'Vuelvo el martes.' });
    expect(await at.caseOf('Caso', ana)).toMatchObject({ status: 'closed', closedHow: 'agreed' });
  });
});

describe('a bounce', () => {
  const dsn = (originalId: string, recipient: string) =>
    [
      'From: MAILER-DAEMON@mx.acme.example',
      'To: support@guardia.example',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Your message could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.acme.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${originalId}`,
      '--b--',
      '',
    ].join('\r\n');

  it('goes on the case whose mail bounced, flags the contact and tells the owner', async () => {
    await at.mail({ from: ana, subject: 'Rebota', text: 'Hola.' });
    const { caseId, owner } = await at.caseOf('Rebota');
    const sent = await at.lastMailTo(ana);
    await at.mail({ from: 'MAILER-DAEMON@mx.acme.example', raw: dsn(header(sent, 'Message-ID'), ana) });
    expect(await at.timeline(caseId)).toContainEqual(
      expect.objectContaining({
        type: 'delivery.failed',
        data: expect.objectContaining({ recipient: ana, status: '5.1.1', permanent: true }),
      }),
    );
    const contacts = await cloud.call<{ items: unknown[] }>(agent, 'GET /accounts/acme/contacts');
    expect(contacts.body.items).toContainEqual(
      expect.objectContaining({
        addresses: [expect.objectContaining({ address: ana, undeliverable: true })],
      }),
    );
    expect(await at.mailsTo(`${owner?.agentId}@guardia.example`)).toBe(1);
  });

  it('of a mail that we never sent changes nothing', async () => {
    const before = await at.cases();
    await at.mail({
      from: 'MAILER-DAEMON@mx.acme.example',
      raw: dsn('<made-up@eu-west-1.amazonses.com>', ana),
    });
    expect((await at.cases()).map(({ version }) => version)).toEqual(before.map(({ version }) => version));
  });
});
