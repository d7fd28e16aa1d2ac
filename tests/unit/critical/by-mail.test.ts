import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyCase } from '../../../shared/desk/critical/raise-severity.ts';
import type { MailDesk } from '../../../shared/desk/desk.ts';
import { intakeMail } from '../../../shared/desk/intake-mail.ts';
import { submitCase } from '../../../shared/desk/submit-case.ts';
import { replyToken, withToken } from '../../../shared/domain/mail/token.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { agent, ana, people } from './people.ts';
import { criticalWorld } from './world.ts';

const pass = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' } as const;
let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(async () => await database.stop());

/** A non-critical case of Ana's, and her mails on it. */
const given = async () => {
  const world = await criticalWorld(await database.table());
  const { caseId, number } = await submitCase(world.desk, {
    principal: ana,
    commandKey: null,
    submitted: {
      subject: 'Slow',
      description: 'It is slow.',
      category: 'bug',
      severity: 'non-critical',
      attachmentIds: [],
    },
  });
  const stored = new Map<string, Uint8Array>();
  const blobs = {
    read: async (key: string) => stored.get(key) ?? null,
    write: async () => {},
    exists: async () => false,
  };
  const answers = { take: async () => true };
  const mails = {
    ...world.desk,
    fallbackLanguage: 'en',
    rawMail: blobs,
    attachments: blobs,
    answers,
  } as unknown as MailDesk;
  const writes = async (subject: string, { headers = [] }: { headers?: readonly string[] } = {}) => {
    const to = withToken('support@guardia.example', replyToken(number, ana.address, world.desk.hmac));
    const rawKey = `inbound/${stored.size}`;
    const head = [`From: <${ana.address}>`, `To: ${to}`, `Message-ID: <${rawKey}@acme.example>`, ...headers];
    stored.set(rawKey, Buffer.from([...head, `Subject: ${subject}`, '', 'All is down.'].join('\r\n')));
    const inbound = { rawKey, envelopeFrom: ana.address, recipients: [to], verdicts: pass };
    const { outcome } = await intakeMail(mails, inbound);
    await world.settle();
    return outcome;
  };
  return { ...world, ...people(world), caseId, writes };
};

describe('a reply that says it is critical', () => {
  it('raises the case as the dashboard does: declared, answered with the PIN, and paged at once', async () => {
    const world = await given();
    expect(await world.writes('[CRITICAL] Slow no more: down')).toBe('joined');
    expect(await world.read(world.caseId)).toMatchObject({
      severity: 'critical',
      critical: { stage: 'intake', pin: expect.stringMatching(/^\d{6}$/) },
    });
    const { critical } = await world.read(world.caseId);
    expect(await world.desk.pins.casesOf(critical?.pin ?? '')).toEqual([world.caseId]);
    const types = (await world.timeline(world.caseId)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['classification.changed', 'critical.declared']));
    expect(world.texts).toHaveLength(1);
  });

  it('is heard once: the next one finds it critical already', async () => {
    const world = await given();
    await world.writes('CRÍTICO: nada sale');
    await world.writes('CRÍTICO: nada sale todavía');
    const types = (await world.timeline(world.caseId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'critical.declared')).toHaveLength(1);
  });

  it('raises a closed case too, which it reopens', async () => {
    const world = await given();
    await world.propose(world.caseId);
    await world.answer(world.caseId, true);
    await world.writes('[Sev1] Down again');
    expect(await world.read(world.caseId)).toMatchObject({ status: 'in-progress', severity: 'critical' });
    expect(world.texts).toHaveLength(1);
  });

  it.each([
    { subject: 'Re: [CRITICAL] Slow', headers: [], because: 'only the thread was called so once' },
    { subject: '[CRITICAL] Slow', headers: ['Auto-Submitted: auto-replied'], because: 'a machine wrote it' },
  ])('wakes nobody when $because', async ({ subject, headers }) => {
    const world = await given();
    await world.writes(subject, { headers });
    expect((await world.read(world.caseId)).severity).toBe('non-critical');
    expect(world.texts).toEqual([]);
  });

  it('stays as both had found it until somebody says so on purpose', async () => {
    const world = await given();
    await world.writes('[CRITICAL] Down');
    const classification = { severity: 'non-critical', reason: 'One stream only.' } as const;
    for (const principal of [agent, ana]) {
      await classifyCase(world.desk, { principal, caseId: world.caseId, classification });
    }
    await world.writes('Re: [CRITICAL] Down');
    expect((await world.read(world.caseId)).severity).toBe('non-critical');
    await world.writes('[CRITICAL] Now everything is down');
    expect((await world.read(world.caseId)).severity).toBe('critical');
  });
});
