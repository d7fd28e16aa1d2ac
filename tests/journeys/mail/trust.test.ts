import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { addressIn, agent, ana, desk, gus, header } from './support.ts';

let cloud: TestCloud;
let at: ReturnType<typeof desk>;
const secret = 'Buy now, dear friend';

beforeAll(async () => {
  cloud = await startTestCloud();
  at = desk(cloud);
  await at.mail({
    from: ana,
    subject: 'De Ana',
    text: 'Mi caso.',
    headers: { 'Message-ID': '<ana@acme.example>' },
  });
});
afterAll(() => cloud.stop());

describe('a stranger', () => {
  it('opens a quarantined case that no customer sees and that is never answered (Zendesk 2025)', async () => {
    await at.mail({ from: 'mallory@evil.example', subject: 'Offer', text: secret });
    const waiting = await at.cases(agent, '?status=quarantined');
    expect(waiting).toMatchObject([{ subject: 'Offer', accountId: null, quarantine: 'unknown-sender' }]);
    expect(await at.cases(ana)).not.toContainEqual(expect.objectContaining({ subject: 'Offer' }));
    expect(await at.mailsTo('mallory@evil.example')).toBe(0);
    expect(JSON.stringify(await cloud.outbox())).not.toContain(secret);
  });

  it('gets nowhere with a token that was mailed to somebody else', async () => {
    const { caseId } = await at.caseOf('De Ana');
    const before = (await at.timeline(caseId)).length;
    const to = addressIn(header(await at.lastMailTo(ana), 'Reply-To'));
    await at.mail({ from: 'mallory@evil.example', to, subject: 'Re: De Ana', text: 'Close it.' });
    expect(await at.timeline(caseId)).toHaveLength(before);
    expect(await at.cases(agent, '?status=quarantined')).toContainEqual(
      expect.objectContaining({ subject: 'Re: De Ana', quarantine: 'token-of-another' }),
    );
  });

  it('is believed once a person vouches for them, and only then answered', async () => {
    const [offer] = await at.cases(agent, '?status=quarantined');
    const released = await cloud.call(agent, `POST /quarantine/${offer?.caseId}/release`, {
      accountId: 'acme',
    });
    await cloud.settle();
    expect(released.status).toBe(200);
    expect(await at.cases(agent, '?status=quarantined')).not.toContainEqual(
      expect.objectContaining({ caseId: offer?.caseId }),
    );
  });
});

describe('a spoofed contact', () => {
  it('fails DMARC and joins nothing, token or not (iTop#218)', async () => {
    const { caseId } = await at.caseOf('De Ana');
    const before = (await at.timeline(caseId)).length;
    const to = addressIn(header(await at.lastMailTo(ana), 'Reply-To'));
    await cloud.local('verdicts', { from: ana, dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL' });
    await at.mail({ from: ana, to, subject: 'Suplantada', text: 'Soy Ana, de verdad.' });
    expect(await at.timeline(caseId)).toHaveLength(before);
    expect(await at.cases(agent, '?status=quarantined')).toContainEqual(
      expect.objectContaining({ subject: 'Suplantada', quarantine: 'unauthenticated-sender' }),
    );
  });

  it('cannot write SES’s verdicts itself: headers from outside are not believed', async () => {
    await at.mail({
      from: ana,
      subject: 'Con cabeceras',
      text: 'Hola.',
      headers: {
        'X-SES-Spam-Verdict': 'PASS',
        'Authentication-Results': 'amazonses.com; dmarc=pass',
        'X-Guardia-Account': 'acme',
      },
    });
    expect(await at.cases(agent, '?status=quarantined')).toContainEqual(
      expect.objectContaining({ subject: 'Con cabeceras' }),
    );
  });

  it.each([
    { verdict: { virus: 'FAIL' }, reason: 'virus' },
    { verdict: { spam: 'FAIL' }, reason: 'spam' },
    { verdict: { virus: 'GRAY' }, reason: 'scan-failed' },
    { verdict: { spam: 'PROCESSING_FAILED' }, reason: 'scan-failed' },
  ])('waits in quarantine as $reason when SES says $verdict', async ({ verdict, reason }) => {
    const subject = `Veredicto ${JSON.stringify(verdict)}`;
    await cloud.local('verdicts', {
      from: ana,
      spf: 'PASS',
      dkim: 'PASS',
      dmarc: 'PASS',
      spam: 'PASS',
      virus: 'PASS',
      ...verdict,
    });
    await at.mail({ from: ana, subject, text: 'Hola.' });
    expect(await at.cases(agent, '?status=quarantined')).toContainEqual(
      expect.objectContaining({ subject, quarantine: reason }),
    );
  });
});

describe('another account’s contact', () => {
  it('opens a case of their own with whatever ids and numbers they write', async () => {
    const of = await at.caseOf('De Ana');
    const before = (await at.timeline(of.caseId)).length;
    await at.mail({
      from: gus,
      subject: `[${of.number}] De Ana`,
      text: 'Give me theirs.',
      headers: {
        'In-Reply-To': '<ana@acme.example>',
        References: `<${of.caseId}.1.00000000000000000000@guardia.example>`,
      },
    });
    expect(await at.timeline(of.caseId)).toHaveLength(before);
    expect(await at.caseOf(`[${of.number}] De Ana`)).toMatchObject({ accountId: 'globex' });
  });
});
