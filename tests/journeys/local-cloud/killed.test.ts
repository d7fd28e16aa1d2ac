import { rmSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { beforeAll, expect, it } from 'vitest';
import { ensureAssembly } from '../../../infra/local/synth.ts';
import { eventually, newDataDir, startLocalProcess } from '../../support/local-process.ts';

beforeAll(() => ensureAssembly());

/** Sends mails one after another until the server is gone; calls back for each that was accepted. */
const sendUntilGone = async (
  smtpPort: number,
  sender: number,
  accepted: (subject: string) => void,
): Promise<void> => {
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
  });
  try {
    for (let index = 0; ; index += 1) {
      const subject = `problem ${sender}-${index}`;
      await transport.sendMail({
        from: 'ana@acme.example',
        to: 'support@guardia.example',
        subject,
        text: 'Hola.',
      });
      accepted(subject);
    }
  } catch {
    // The server was killed: what it had not accepted was never promised.
  } finally {
    transport.close();
  }
};

const json = async <T>(url: string, init?: RequestInit): Promise<T> =>
  (await (await fetch(url, init)).json()) as T;

const subjectsOfCases = async (httpUrl: string): Promise<string[]> => {
  const body = JSON.stringify({ user: 'supervisor@guardia.example' });
  const { token } = await json<{ token: string }>(`${httpUrl}/_local/token`, { method: 'POST', body });
  const headers = { authorization: `Bearer ${token}` };
  const subjects: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: { subject: string }[]; nextCursor: string | null } = await json(
      `${httpUrl}/v1/cases?limit=100${query}`,
      { headers },
    );
    subjects.push(...page.items.map(({ subject }) => subject));
    cursor = page.nextCursor;
  }
  return subjects;
};

it('finds every accepted mail exactly once after it was killed under load', async () => {
  const GUARDIA_DATA_DIR = newDataDir();
  const promised: string[] = [];
  const first = startLocalProcess({ GUARDIA_DATA_DIR });
  const { smtpPort } = await first.ready;
  const senders = [1, 2, 3, 4].map((sender) =>
    sendUntilGone(smtpPort, sender, (subject) => promised.push(subject)),
  );

  await eventually(() => promised.length >= 60, 30_000);
  first.child.kill('SIGKILL');
  await Promise.all([first.ended, ...senders]);

  const second = startLocalProcess({ GUARDIA_DATA_DIR });
  const { httpUrl } = await second.ready;
  await fetch(`${httpUrl}/_local/settle`, { method: 'POST' });
  const subjects = await subjectsOfCases(httpUrl);
  const counted = promised.map((subject) => subjects.filter((one) => one === subject).length);
  second.child.kill('SIGTERM');
  await second.ended;
  rmSync(GUARDIA_DATA_DIR, { recursive: true, force: true });

  expect(counted).toEqual(promised.map(() => 1));
});
