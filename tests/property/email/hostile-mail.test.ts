import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classifyAutomatic,
  guessLanguage,
  hasRemoteContent,
  parseMessage,
  readBounces,
  sanitizeHtml,
  visibleReply,
} from '../../../shared/email/index.ts';
import { mutatedMail } from '../../support/mutated-mail.ts';
import { latin1, multipart, rawMail } from '../../unit/email/raw-mail.ts';

/** Everything that intake does with the bytes of a mail. */
async function takeIn(raw: Uint8Array): Promise<void> {
  const message = await parseMessage(raw);
  classifyAutomatic(message);
  readBounces(message);
  visibleReply(message);
  guessLanguage(message);
  if (message.html !== null) {
    hasRemoteContent(message.html);
    sanitizeHtml(message.html, { remoteContent: 'blocked' });
  }
}

/** What the work costs this process in CPU time: other work on the machine does not count. */
async function milliseconds(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** A bound on work, not on speed: it is a hundred times what any of these takes. */
const BOUND_MS = 2_000;

describe('hostile mail', () => {
  it('never throws and never takes long: 10,000 mutated mails', async () => {
    await fc.assert(
      fc.asyncProperty(mutatedMail, async (mail) => {
        expect(await milliseconds(() => takeIn(mail))).toBeLessThan(BOUND_MS);
      }),
      { numRuns: 10_000 },
    );
  }, 300_000);

  it('never throws on arbitrary bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), takeIn), { numRuns: 1_000 });
  });

  const repeat = (text: string, times: number) => text.repeat(times);
  const nested = Array.from(
    { length: 2_000 },
    (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\n\n--b${index}\n`,
  ).join('');

  it.each([
    ['2,000 multiparts in each other', () => latin1(nested)],
    ['2,000 multiparts whose boundary is far away', () => latin1(`${nested}${repeat('x\n', 500_000)}`)],
    [
      '10,000 parts',
      () =>
        rawMail(
          { 'Content-Type': 'multipart/mixed; boundary=b' },
          multipart('b', ...Array.from({ length: 10_000 }, () => 'Content-Type: text/plain\n\nx')),
        ),
    ],
    ['100,000 fields', () => latin1(`${repeat('X-A: b\n', 100_000)}\nx`)],
    ['a field of 5 MB', () => latin1(`Subject: ${repeat('a', 5_000_000)}\n\nx`)],
    ['a field folded 100,000 times', () => latin1(`Subject: a${repeat('\n b', 100_000)}\n\nx`)],
    ['100,000 encoded words', () => latin1(`Subject: ${repeat('=?utf-8?Q?a?= ', 100_000)}\n\nx`)],
    ['encoded words that never end', () => latin1(`Subject: ${repeat('=?utf-8?Q?', 100_000)}\n\nx`)],
    ['100,000 addresses', () => latin1(`To: ${repeat('a@b.example, ', 100_000)}\n\nx`)],
    ['an address of separators', () => latin1(`From: <${repeat(';', 60_000)}x>\n\nx`)],
    ['an address of quotes', () => latin1(`From: <${repeat('"', 60_000)}x>\n\nx`)],
    [
      'parameters of parentheses',
      () => latin1(`Content-Type: a/b; ${repeat('=', 30_000)} ${repeat('(', 30_000)}\n\nx`),
    ],
    ['lines of dashes that end in a letter', () => rawMail({}, `${repeat('-', 999)}x\n`.repeat(1_900))],
    ['lines of spaces and dashes', () => rawMail({}, `- ${repeat('- ', 490)}x\n`.repeat(1_900))],
    ['comments in comments', () => latin1(`From: ${repeat('(', 50_000)}a@b.example\n\nx`)],
    ['open quotes', () => latin1(`From: ${repeat('"a ', 50_000)}\n\nx`)],
    ['a name of escaped quotes', () => latin1(`From: ${repeat('"\\', 32_000)}\n\nx`)],
    ['rules with nothing above them', () => rawMail({}, repeat('-- \n', 19_000))],
    ['code that never ends', () => rawMail({}, repeat('```a\n', 19_000))],
    [
      'HTML of paragraphs that only end',
      () => rawMail({ 'Content-Type': 'text/html' }, repeat('</p>', 500_000)),
    ],
    ['100,000 parameters', () => latin1(`Content-Type: text/plain${repeat('; a*0*=b', 100_000)}\n\nx`)],
    ['100,000 references', () => latin1(`References: ${repeat('<a@b> ', 100_000)}\n\nx`)],
    [
      'lines that look like delimiters',
      () => rawMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, `--b\n\n${repeat('--bb\n', 500_000)}`),
    ],
    ['HTML 200,000 deep', () => rawMail({ 'Content-Type': 'text/html' }, repeat('<div>', 200_000))],
    [
      'HTML with closing tags that match nothing',
      () => rawMail({ 'Content-Type': 'text/html' }, `${repeat('<b>', 900)}${repeat('</i>', 300_000)}`),
    ],
    ['HTML of open brackets', () => rawMail({ 'Content-Type': 'text/html' }, repeat('<', 1_000_000))],
    [
      'HTML of one endless tag',
      () => rawMail({ 'Content-Type': 'text/html' }, `<p ${repeat('a="b" ', 300_000)}`),
    ],
    [
      'HTML of styles',
      () => rawMail({ 'Content-Type': 'text/html' }, repeat('<p style="color:red;margin:1px 2px">x', 30_000)),
    ],
    ['a line of 5 MB', () => rawMail({}, repeat('wrote: ', 700_000))],
    ['half a million quoted lines', () => rawMail({}, repeat('> a\n', 500_000))],
    ['lines that begin like attributions', () => rawMail({}, repeat('On 1/1/2025 a\n', 19_000))],
    ['lines that are mail headers', () => rawMail({}, repeat('From: a@b.example\nTo: c\n', 9_000))],
    ['delimiters', () => rawMail({}, repeat('a\n--\n', 9_000))],
    ['spaces before a line end', () => rawMail({}, `${repeat(' ', 1_000_000)}x`)],
    [
      'a bounce of addresses',
      () =>
        rawMail(
          { From: 'MAILER-DAEMON@b.example', Subject: 'failure notice', 'Return-Path': '<>' },
          repeat('<a@b.example>: 550 5.1.1 user unknown\n', 50_000),
        ),
    ],
    [
      'a bounce of words',
      () =>
        rawMail(
          { From: 'MAILER-DAEMON@b.example', Subject: 'failure notice', 'Return-Path': '<>' },
          repeat('delivered to user user user to ', 60_000),
        ),
    ],
    [
      'a report of 10,000 recipients',
      () =>
        rawMail(
          { 'Content-Type': 'multipart/report; boundary=b' },
          multipart(
            'b',
            `Content-Type: message/delivery-status\n\n${repeat('Final-Recipient: rfc822;a@b.example\nAction: failed\nStatus: 5.1.1\n\n', 10_000)}`,
          ),
        ),
    ],
    [
      'a report of numbers',
      () =>
        rawMail(
          { From: 'MAILER-DAEMON@b.example', Subject: 'failure notice', 'Return-Path': '<>' },
          repeat('5.1.', 300_000),
        ),
    ],
    [
      'base64 of nothing but padding',
      () => rawMail({ 'Content-Transfer-Encoding': 'base64' }, repeat('=', 2_000_000)),
    ],
    [
      'quoted-printable of nothing but soft breaks',
      () => rawMail({ 'Content-Transfer-Encoding': 'quoted-printable' }, repeat('= ', 1_000_000)),
    ],
    [
      'uuencode of nonsense',
      () => rawMail({ 'Content-Transfer-Encoding': 'x-uuencode' }, repeat('M~~~~\n', 200_000)),
    ],
  ])('is read in bounded work: %s', async (_because, build) => {
    const raw = build();
    expect(await milliseconds(() => takeIn(raw))).toBeLessThan(BOUND_MS);
  });
});
