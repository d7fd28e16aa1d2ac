import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPORT, startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { addressIn, agent, ana, desk, gus, header } from './support.ts';

/** What mail did to the desks that came before ours, each under the number of its report (docs/peers.md). */
let cloud: TestCloud;
let at: ReturnType<typeof desk>;
const luis = 'luis@acme.example';

beforeAll(async () => {
  // What comes at once meets at once, in environments side by side.
  cloud = await startTestCloud({ patienceMs: 0 });
  at = desk(cloud);
});
afterAll(() => cloud.stop());

const casesAbout = async (subject: string) => (await at.cases()).filter((one) => one.subject === subject);
const received = async (caseId: string) =>
  (await at.timeline(caseId)).filter(({ type }) => type === 'message.received').map(({ data }) => data.text);
const replyTo = async (address: string) => addressIn(header(await at.lastMailTo(address), 'Reply-To'));
const answer = async (caseId: string, body: string) => {
  const { status } = await cloud.call(agent, `POST /cases/${caseId}/messages`, { body });
  await cloud.settle();
  expect(status).toBe(201);
  return (await cloud.outbox()).at(-1);
};

describe('one mail is one message', () => {
  it.each([
    { because: 'it reached two addresses of ours', to: [SUPPORT, 'support+eu@guardia.example'] },
    { because: 'it was delivered three times at once', to: [SUPPORT, SUPPORT, SUPPORT] },
  ])('once, with its words, though $because', async ({ because, to }) => {
    const raw = `From: ${ana}\r\nTo: ${SUPPORT}\r\nSubject: ${because}\r\nMessage-ID: <${because.length}@acme.example>\r\n\r\nWords.\r\n`;
    await Promise.all(to.map((address) => cloud.sendMail({ from: ana, to: address, raw })));
    await cloud.settle();

    const found = await casesAbout(because);
    expect(found).toHaveLength(1);
    expect(await received(found[0]?.caseId ?? '')).toEqual(['Words.']);
  });

  it('freescout#4740: a mail without Message-ID stops nobody else’s, and is itself taken once', async () => {
    const bare = `From: ${ana}\r\nSubject: freescout#4740\r\n\r\nNo id.\r\n`;
    await Promise.all([
      cloud.sendMail({ from: ana, raw: bare }),
      cloud.sendMail({ from: gus, subject: 'After freescout#4740', text: 'Next.' }),
      cloud.sendMail({ from: ana, raw: bare }),
    ]);
    await cloud.settle();

    expect(await casesAbout('freescout#4740')).toHaveLength(1);
    expect(await casesAbout('After freescout#4740')).toHaveLength(1);
  });

  it('chatwoot#12054: a mail that somebody discarded is not born again when it is delivered again', async () => {
    const raw = `From: eve@elsewhere.example\r\nSubject: chatwoot#12054\r\nMessage-ID: <12054@elsewhere.example>\r\n\r\nBuy.\r\n`;
    await at.mail({ from: 'eve@elsewhere.example', raw });
    const found = (await at.cases(agent, '?status=quarantined')).find(
      ({ subject }) => subject === 'chatwoot#12054',
    );
    await cloud.call(agent, `POST /quarantine/${found?.caseId}/discard`, {
      reason: 'Spam.',
    });
    await at.mail({ from: 'eve@elsewhere.example', raw });

    expect(
      (await at.cases(agent, '?status=quarantined')).filter(({ subject }) => subject === 'chatwoot#12054'),
    ).toEqual([]);
  });
});

describe('a reply finds its case', () => {
  it.each([
    { report: 'chatwoot#3868', because: 'the customer answers our answer, again and again' },
    { report: 'RocketChat#26131', because: 'the answer to an answer is the same conversation' },
  ])('$report: $because', async ({ report }) => {
    await at.mail({ from: ana, subject: report, text: 'One.' });
    const { caseId } = await at.caseOf(report);
    for (const text of ['Two.', 'Three.']) {
      const sent = await answer(caseId, 'And then?');
      const headers = { 'In-Reply-To': header(sent ?? { headers: {} }, 'Message-ID') };
      await at.mail({ from: ana, to: await replyTo(ana), subject: `Re: ${report}`, text, headers });
    }

    expect(await received(caseId)).toEqual(['One.', 'Two.', 'Three.']);
  });

  it('chatwoot#10750: the reply to a case that the desk began belongs to it', async () => {
    const { body } = await cloud.call<{ caseId: string }>(agent, 'POST /cases', {
      subject: 'chatwoot#10750',
      description: 'We saw deferrals on your domain.',
      accountId: 'acme',
      contactId: 'ana',
    });
    await cloud.settle();
    await at.mail({ from: ana, to: await replyTo(ana), subject: 'Re: chatwoot#10750', text: 'Yes.' });

    expect(await received(body.caseId)).toContain('Yes.');
    expect(await casesAbout('Re: chatwoot#10750')).toEqual([]);
  });

  it('chatwoot#15869: under another subject as well, and the desk sees that subject', async () => {
    await at.mail({ from: ana, subject: 'chatwoot#15869', text: 'One thing.' });
    const { caseId } = await at.caseOf('chatwoot#15869');
    await at.mail({
      from: ana,
      to: await replyTo(ana),
      subject: 'Something else entirely',
      text: 'Another.',
    });

    expect((await at.timeline(caseId)).at(-1)?.data).toMatchObject({
      text: 'Another.',
      subject: 'Something else entirely',
    });
  });

  it.each([
    {
      report: 'zammad#799',
      because: 'a colleague answers the customer’s own mail',
      first: { 'Message-ID': '<799@acme.example>' },
      second: { 'In-Reply-To': '<799@acme.example>' },
    },
    {
      report: 'osTicket#1544',
      because: 'the customer goes on from their own sent mail',
      first: { 'Message-ID': '<1544@acme.example>' },
      second: { 'In-Reply-To': '<1544@acme.example>', References: '<1544@acme.example>' },
    },
    {
      report: 'zammad#5716',
      because: 'both answer a mail that the desk was never sent',
      first: { 'In-Reply-To': '<never-seen@acme.example>', References: '<never-seen@acme.example>' },
      second: { 'In-Reply-To': '<never-seen@acme.example>', References: '<never-seen@acme.example>' },
    },
    {
      report: 'chatwoot#10028',
      because: 'the id in In-Reply-To is nobody’s, and one in References is ours to know',
      first: { 'Message-ID': '<10028@acme.example>' },
      second: {
        'In-Reply-To': '<staff@acme.example>',
        References: '<10028@acme.example> <staff@acme.example>',
      },
    },
  ])('$report: $because', async ({ report, first, second }) => {
    await at.mail({ from: ana, subject: report, text: 'First.', headers: first });
    const { caseId } = await at.caseOf(report);
    await at.mail({ from: luis, subject: `Re: ${report}`, text: 'Second.', headers: second });

    expect(await received(caseId)).toEqual(['First.', 'Second.']);
  });

  it('zammad#5716: but nobody of another account is led there by the same mail', async () => {
    const thread = { 'In-Reply-To': '<never-seen@acme.example>' };
    await at.mail({ from: gus, subject: 'Ours, not theirs', text: 'Other.', headers: thread });

    expect(await at.caseOf('Ours, not theirs')).toMatchObject({ accountId: 'globex' });
  });
});

describe('an answer goes to its own people', () => {
  it('chatwoot#3503, chatwoot#11210: nobody of another case is copied, and the customer is not copied twice', async () => {
    await at.mail({ from: gus, subject: 'Gus asks', text: 'Mine.' });
    await at.mail({ from: ana, subject: 'chatwoot#3503', text: 'Mine.' });
    await answer((await at.caseOf('Gus asks')).caseId, 'For Gus.');
    const sent = await answer((await at.caseOf('chatwoot#3503')).caseId, 'For Ana.');

    expect(sent).toMatchObject({ to: [ana], cc: [] });
  });

  it('chatwoot#15394: colleagues whom the customer put in To or Cc get the answer as well', async () => {
    const raw = `From: ${ana}\r\nTo: ${SUPPORT}, ${luis}\r\nCc: eva@acme.example, eve@elsewhere.example\r\nSubject: chatwoot#15394\r\n\r\nAll of us.\r\n`;
    await at.mail({ from: ana, raw });
    const sent = await answer((await at.caseOf('chatwoot#15394')).caseId, 'To all of you.');

    expect(sent).toMatchObject({ to: [ana], cc: [luis, 'eva@acme.example'] });
  });

  it('Zendesk 2024, chatwoot/utils#69: a stranger in Cc is no party: gets no answer and may not join', async () => {
    const { caseId } = await at.caseOf('chatwoot#15394');
    const to = await replyTo(ana);
    await at.mail({ from: 'eve@elsewhere.example', to, subject: 'Re: chatwoot#15394', text: 'Copy me in.' });

    expect(await received(caseId)).toEqual(['All of us.']);
    expect(await at.mailsTo('eve@elsewhere.example')).toBe(0);
  });

  it('zammad#4632: a plus-address of ours makes nobody of us the requester', async () => {
    await at.mail({ from: ana, to: 'support+whatever@guardia.example', subject: 'zammad#4632', text: 'Hi.' });

    expect(await at.caseOf('zammad#4632')).toMatchObject({ requester: { address: ana } });
  });
});
