import type { BenchRow } from './row.ts';
import { closedLoop } from './smtp-load.ts';

interface Addresses {
  readonly httpUrl: string;
  readonly smtpPort: number;
}

/** What Request Tracker 5 does with its acknowledgement on this kind of machine, in mails a second (design.md). */
const requestTracker = 10;

/**
 * Mails a second through SMTP until every case is readable by the API and every acknowledgement has been
 * sent: the clock stops when the last one is out. Data are durable all the way.
 */
export async function benchPipeline({ httpUrl, smtpPort }: Addresses, mails: number): Promise<BenchRow[]> {
  const run = Date.now().toString(36);
  await measured({ httpUrl, smtpPort }, { senders: 4, mails: 40, name: `${run}-warm` });
  const rows: BenchRow[] = [];
  for (const senders of [1, 4, 16]) {
    const count = senders === 1 ? Math.ceil(mails / 4) : mails;
    const rate = await measured({ httpUrl, smtpPort }, { senders, mails: count, name: `${run}-${senders}` });
    rows.push({
      what: `mail to case and acknowledgement, ${senders} sender${senders === 1 ? '' : 's'}, N=${count}`,
      value: Math.round(rate * 10) / 10,
      unit: 'mails/s',
      bar: senders === 16 ? 10 * requestTracker : null,
    });
  }
  return rows;
}

async function measured(
  at: Addresses,
  load: { senders: number; mails: number; name: string },
): Promise<number> {
  const before = await sent(at.httpUrl);
  const begun = performance.now();
  await closedLoop(at.smtpPort, load);
  while ((await sent(at.httpUrl)) < before + load.mails)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return load.mails / ((performance.now() - begun) / 1000);
}

async function sent(httpUrl: string): Promise<number> {
  const meter = (await (await fetch(`${httpUrl}/_local/meter`)).json()) as Record<string, number>;
  return meter['ses/SendRawEmail'] ?? 0;
}
