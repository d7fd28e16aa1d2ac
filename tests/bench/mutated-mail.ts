import fc from 'fast-check';
import { testDesk } from '../support/desk.ts';
import { startDynamoDb } from '../support/dynamodb.ts';
import { mailDesk } from '../support/mail-desk.ts';
import { keepsItsPlace, mutatedArrival } from '../support/mutated-intake.ts';
import type { BenchRow } from './row.ts';

/**
 * Mails that were damaged on their way, each delivered twice through the real intake on a real table. A mail
 * counts as lost if no case has it, if its second delivery goes elsewhere, or if it ends the intake. The
 * bars are those of issue 3.
 */
export async function benchMutatedMail(count: number): Promise<BenchRow[]> {
  const dynamodb = await startDynamoDb();
  try {
    const at = mailDesk(await testDesk(await dynamodb.table()));
    let slowest = 0;
    let lost = 0;
    const arrivals = fc.sample(mutatedArrival, { numRuns: count, seed: 1 });
    for (const [place, { mail, verdicts }] of arrivals.entries()) {
      const start = performance.now();
      const kept = await keepsItsPlace(at, mail, { rawKey: `mutated/${place}`, verdicts }).catch(() => false);
      slowest = Math.max(slowest, performance.now() - start);
      if (!kept) lost += 1;
    }
    return [
      { what: `lost of ${count} mutated mails`, value: lost, unit: 'mails', bar: 0, smaller: true },
      {
        what: 'the slowest of them, taken in twice',
        value: Math.round(slowest),
        unit: 'ms',
        bar: 2_000,
        smaller: true,
      },
    ];
  } finally {
    await dynamodb.stop();
  }
}
