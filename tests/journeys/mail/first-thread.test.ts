import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { addressIn, agent, ana, desk, gus, header } from './support.ts';

let cloud: TestCloud;
let at: ReturnType<typeof desk>;
beforeAll(async () => {
  // What comes at once meets at once, in environments side by side.
  cloud = await startTestCloud({ patienceMs: 0 });
  at = desk(cloud);
});
afterAll(() => cloud.stop());

describe('the first thread', () => {
  it('opens a case in the account of a known contact, with one owner', async () => {
    await at.mail({
      from: ana,
      subject: 'Correo diferido en Gmail',
      text: 'Desde el mediodía, todo lo que va a Gmail se difiere.',
      headers: { 'Message-ID': '<one@acme.example>' },
    });
    const of = await at.caseOf('Correo diferido en Gmail');
    expect(of).toMatchObject({
      accountId: 'acme',
      status: 'new',
      channel: 'email',
      requester: { address: ana },
    });
    expect(of.owner?.agentId).toMatch(/^agent2?$/);
    expect(await at.types(of.caseId)).toEqual([
      'case.opened',
      'message.received',
      'owner.assigned',
      'message.sent',
    ]);
  });

  it('acknowledges it in the contact’s language, with number, token and threading', async () => {
    const of = await at.caseOf('Correo diferido en Gmail');
    const mail = await at.lastMailTo(ana);
    expect(mail.subject).toBe(
      `Re: Correo diferido en Gmail [${of.number.slice(0, 4)}-${of.number.slice(4)}]`,
    );
    expect(mail.text).toContain('Hemos recibido su caso');
    expect(header(mail, 'Auto-Submitted')).toBe('auto-replied');
    expect(header(mail, 'In-Reply-To')).toBe('<one@acme.example>');
    expect(header(mail, 'References')).toContain('<one@acme.example>');
    expect(header(mail, 'Reply-To')).toContain(`support+${of.number}-`);
  });

  it('is answered by the agent, by mail from the support address', async () => {
    const { caseId, lastCustomerSeq } = await at.caseOf('Correo diferido en Gmail');
    const answer = await cloud.call(agent, `POST /cases/${caseId}/messages`, {
      body: 'Lo estamos mirando. ¿Qué dominio envía?',
      seenCustomerSeq: lastCustomerSeq,
    });
    await cloud.settle();
    expect(answer.status).toBe(201);
    const mail = await at.lastMailTo(ana);
    expect(mail.from).toBe('support@guardia.example');
    expect(mail.text).toContain('¿Qué dominio envía?');
    expect(header(mail, 'Auto-Submitted')).toBe('');
    expect(await at.caseOf('Correo diferido en Gmail')).toMatchObject({ status: 'in-progress' });
  });

  it.each([
    {
      because: 'its address carries the token',
      text: 'por token',
      reply: (mail: { headers: Readonly<Record<string, unknown>> }) => ({
        to: addressIn(header(mail, 'Reply-To')),
      }),
    },
    {
      because: 'In-Reply-To names the id that SES gave the mail',
      text: 'por el id de SES',
      reply: (mail: { headers: Readonly<Record<string, unknown>> }) => ({
        headers: { 'In-Reply-To': header(mail, 'Message-ID') },
      }),
    },
    {
      because: 'References names our own id',
      text: 'por nuestro id',
      reply: (mail: { headers: Readonly<Record<string, unknown>> }) => ({
        headers: { References: header(mail, 'References').split(' ')[0] ?? '' },
      }),
    },
  ])('takes a reply onto its case when $because', async ({ text, reply }) => {
    const { caseId } = await at.caseOf('Correo diferido en Gmail');
    await at.mail({ from: ana, subject: 'Otra cosa', text, ...reply(await at.lastMailTo(ana)) });
    const last = (await at.timeline(caseId)).filter(({ type }) => type === 'message.received').at(-1);
    expect(last?.data.text).toBe(text);
  });

  it('never takes a reply by its subject alone (zammad#5064)', async () => {
    const of = await at.caseOf('Correo diferido en Gmail');
    const before = (await at.timeline(of.caseId)).length;
    await at.mail({ from: gus, subject: `Re: Correo diferido en Gmail [${of.number}]`, text: 'Let me in.' });
    expect(await at.timeline(of.caseId)).toHaveLength(before);
    expect(await at.caseOf(`Re: Correo diferido en Gmail [${of.number}]`)).toMatchObject({
      accountId: 'globex',
    });
  });

  it('keeps internal notes from the customer, and everything from other accounts', async () => {
    const { caseId } = await at.caseOf('Correo diferido en Gmail');
    await cloud.call(agent, `POST /cases/${caseId}/messages`, {
      body: 'Cliente importante.',
      visibility: 'internal',
    });
    expect(await at.types(caseId)).toContain('note.added');
    expect(await at.types(caseId, ana)).not.toContain('note.added');
    expect((await cloud.call(gus, `GET /cases/${caseId}`)).status).toBe(404);
  });
});

describe('the same message again', () => {
  const raw = [
    `From: Ana <${ana}>`,
    'To: support@guardia.example',
    'Subject: Tres veces',
    'Message-ID: <three@acme.example>',
    '',
    'Una sola vez.',
    '',
  ].join('\r\n');

  it('changes nothing, three times at once and once more later', async () => {
    await Promise.all([1, 2, 3].map(() => cloud.sendMail({ from: ana, raw })));
    await cloud.settle();
    await at.mail({ from: ana, raw });
    expect((await at.cases()).filter(({ subject }) => subject === 'Tres veces')).toHaveLength(1);
    const { caseId } = await at.caseOf('Tres veces');
    expect((await at.types(caseId)).filter((type) => type === 'message.received')).toHaveLength(1);
    expect((await cloud.outbox()).filter(({ subject }) => subject.includes('Tres veces'))).toHaveLength(1);
  });

  it('is another message when it says something else under the same id (freescout#4958)', async () => {
    await at.mail({
      from: ana,
      raw: raw.replace('Una sola vez.', 'Algo distinto.').replace('Tres veces', 'Mismo id'),
    });
    expect(await at.caseOf('Mismo id')).toMatchObject({ accountId: 'acme' });
  });
});

describe('a mail that nobody could read', () => {
  it('still opens a case, with the raw mail to be looked at', async () => {
    const raw = Buffer.concat([
      Buffer.from(
        `From: ${ana}\r\nSubject: Roto\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n`,
      ),
      Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    ]);
    await at.mail({ from: ana, raw });
    const { caseId } = await at.caseOf('Roto');
    const received = (await at.timeline(caseId)).find(({ type }) => type === 'message.received');
    expect(received?.data.rawKey).toEqual(expect.any(String));
  });
});
