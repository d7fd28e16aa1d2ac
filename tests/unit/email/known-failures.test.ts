import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  classifyAutomatic,
  normaliseMessageId,
  parseMessage,
  readBounces,
  visibleReply,
} from '../../../shared/email/index.ts';
import { latin1, multipart, rawMail } from './raw-mail.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/mail/${name}.eml`, import.meta.url));

/** What went wrong in other desks, as far as reading a mail decides it. */
describe('failures of other desks do not repeat', () => {
  it('freescout#4740: a mail without Message-ID is read like any other', async () => {
    expect(await parseMessage(fixture('no-message-id'))).toMatchObject({
      messageId: null,
      from: { address: 'ana@acme.example' },
      text: expect.stringContaining('Still a question.'),
    });
  });

  it('freescout#5638, #4748: two copies of one mail have one Message-ID, however it is written', async () => {
    const ids = ['<One@Acme.example>', '<One@acme.EXAMPLE>', ' <One@acme.\r\n example> '];
    const messages = await Promise.all(ids.map((id) => parseMessage(rawMail({ 'Message-ID': id }))));
    expect(new Set(messages.map(({ messageId }) => normaliseMessageId(messageId ?? '')))).toEqual(
      new Set(['One@acme.example']),
    );
  });

  it('freescout#4958: mails with different ids stay different, though they look alike', async () => {
    const messages = await Promise.all(
      ['<one@acme.example>', '<ONE@acme.example>'].map((id) => parseMessage(rawMail({ 'Message-ID': id }))),
    );
    expect(new Set(messages.map(({ messageId }) => normaliseMessageId(messageId ?? ''))).size).toBe(2);
  });

  it.each([
    ['zammad#795: an empty From', 'From: \nTo: support@guardia.example\nSubject: x\n\nText.'],
    ['zammad#811: no From at all', 'To: support@guardia.example\nSubject: x\n\nText.'],
    ['zammad#913: a From that is no address', 'From: "Ana" <>\nSubject: x\n\nText.'],
    ['zammad#1772: broken To and no header to speak of', 'To: ,;<>, "\nSubject: x\n\nText.'],
  ])('%s is read, so that a case can be opened', async (_because, raw) => {
    expect(await parseMessage(latin1(raw))).toMatchObject({ from: null, subject: 'x', text: 'Text.' });
  });

  it('zammad#4632: a plus-address of ours in To makes nobody of us the sender', async () => {
    const message = await parseMessage(rawMail({ To: 'support+abc@guardia.example' }));
    expect(message).toMatchObject({
      from: { address: 'ana@acme.example' },
      to: [{ address: 'support+abc@guardia.example' }],
    });
  });

  it('chatwoot#10028: the whole thread is given, so that an answer without In-Reply-To finds its case', async () => {
    const message = await parseMessage(
      rawMail({ References: '<first@guardia.example> <second@guardia.example>' }),
    );
    expect(message).toMatchObject({
      inReplyTo: [],
      references: ['first@guardia.example', 'second@guardia.example'],
    });
  });

  it('iOS Mail drops what it does not know: the id it answers is kept when References is missing', async () => {
    expect(
      (await parseMessage(rawMail({ 'In-Reply-To': '<0102@eu-west-1.amazonses.com>' }))).inReplyTo,
    ).toEqual(['0102@eu-west-1.amazonses.com']);
  });

  it('FreeScout Auto-Submitted: it is compared as RFC 3834 says, without case, and "no" is a person', async () => {
    const reasons = await Promise.all(
      ['no', 'NO', 'Auto-Replied', 'AUTO-GENERATED'].map(async (value) =>
        classifyAutomatic(await parseMessage(rawMail({ 'Auto-Submitted': value }))),
      ),
    );
    expect(reasons).toEqual([null, null, 'auto-reply', 'auto-generated']);
  });

  it('two desks that answer each other see machines', async () => {
    const answer = rawMail({
      From: 'Other desk <help@other.example>',
      Subject: 'Re: [#12] Your case',
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
    });
    expect(classifyAutomatic(await parseMessage(answer))).toBe('auto-reply');
  });

  it('a bounce of a system notice is a bounce', async () => {
    expect(classifyAutomatic(await parseMessage(fixture('delivery-report')))).toBe('bounce');
  });

  it('a bounce names the mail that bounced by the id that SES gave it', async () => {
    expect(readBounces(await parseMessage(fixture('delivery-report')))[0]?.originalMessageId).toBe(
      'ours@eu-west-1.amazonses.com',
    );
  });

  it('iTop#97, zammad#5064: internal and verdict headers are only text: no field of the result comes from them', async () => {
    const { headers, ...read } = await parseMessage(fixture('spoofed-internal-headers'));
    expect(headers.map(({ name }) => name)).toContain('x-guardia-case');
    expect(JSON.stringify(read)).not.toMatch(/42|agent@guardia|PASS/);
  });

  it('the text above a forwarded mail is what is new, the whole stays in the text', async () => {
    const message = await parseMessage(
      rawMail(
        {},
        'FYI, see below.\n\n---------- Forwarded message ----------\nFrom: bob@other.example\n\nSecret.\n',
      ),
    );
    expect(visibleReply(message)).toBe('FYI, see below.');
    expect(message.text).toContain('Secret.');
  });

  it('OTRS CVE-2026-48187: parts, depth and fields have limits, and what is cut is said', async () => {
    const parts = multipart(
      'b',
      ...Array.from(
        { length: 10_000 },
        (_, index) => `Content-Type: text/x-${index}; name=f${index}\nContent-Disposition: attachment\n\nx`,
      ),
    );
    const message = await parseMessage(rawMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, parts));
    expect(message.attachments.length).toBeLessThanOrEqual(1_000);
    expect(message.problems).toContain('more than 1000 parts: the rest was ignored');
  });
});
