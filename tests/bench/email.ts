import { readdirSync, readFileSync } from 'node:fs';
import { classifyAutomatic, parseMessage, visibleReply } from '../../shared/email/index.ts';
import type { BenchRow } from './row.ts';

const fixtures = new URL('../fixtures/mail/', import.meta.url);
const MEASURED_MS = 2_000;
const ATTACHMENT_BYTES = 10 * 1024 * 1024;

/**
 * How fast mail is read on one core: small mails parsed, classified and stripped of their quotes, and one
 * with a 10 MB attachment. The bars are those of issue 3.
 */
export async function benchEmail(): Promise<BenchRow[]> {
  const rate = await smallMailsPerSecond();
  const large = await largeMail();
  return [
    {
      what: 'small mails parsed by one core',
      value: Math.round(rate),
      unit: 'mails/s',
      bar: 2_000,
    },
    {
      what: 'a 10 MB attachment parsed in',
      value: Math.round(large.seconds * 1_000) / 1_000,
      unit: 's',
      bar: 1.5,
      smaller: true,
    },
    {
      what: 'a 10 MB attachment parsed with',
      value: Math.round(large.megabytes),
      unit: 'MB',
      bar: 150,
      smaller: true,
    },
  ];
}

async function smallMailsPerSecond(): Promise<number> {
  const mails = readdirSync(fixtures)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(new URL(name, fixtures)));
  await readAll(mails);
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < MEASURED_MS) count += await readAll(mails);
  return (count * 1_000) / (performance.now() - start);
}

async function readAll(mails: readonly Uint8Array[]): Promise<number> {
  for (const mail of mails) {
    const message = await parseMessage(mail);
    classifyAutomatic(message);
    visibleReply(message);
  }
  return mails.length;
}

/** Memory is what the process grows by beyond the raw mail, which the caller holds anyway. */
async function largeMail(): Promise<{ seconds: number; megabytes: number }> {
  const lines = Buffer.alloc(ATTACHMENT_BYTES, 'guardia ').toString('base64').replace(/.{76}/g, '$&\r\n');
  const raw = Buffer.from(
    `From: ana@acme.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello.\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n--b--\r\n`,
  );
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const { attachments } = await parseMessage(raw);
  const seconds = (performance.now() - start) / 1_000;
  if (attachments[0]?.size !== ATTACHMENT_BYTES) throw new Error('The large attachment was not read whole.');
  return { seconds, megabytes: Math.max(0, process.memoryUsage().rss - before) / 1e6 };
}
