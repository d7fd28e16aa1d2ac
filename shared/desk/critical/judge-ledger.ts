import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { judgeLedger } from '../../domain/case/critical/measurement.ts';
import type { LedgerSecond } from '../../domain/unavailability/index.ts';
import { sha256 } from '../ids.ts';

const Ledger = z.array(z.looseObject({ second: z.int(), vantagePoint: z.string() }));
const none = { ok: 0, timeout: 0, internalError: 0, clientError: 0 };

/**
 * Judges a ledger again, as the desk did when it was put on the case: whoever kept it compares verdict and digest with
 * the entry `unavailability.measured`. Takes the request's body, or the list in it.
 *
 * @throws Error for anything else
 */
export function replayLedger(json: string): ReturnType<typeof judgeLedger> {
  const given = JSON.parse(json) as { ledger?: unknown };
  const lines = Ledger.parse(Array.isArray(given) ? given : given.ledger);
  const whole = lines.map(({ second, vantagePoint, api, smtp }) => ({
    second,
    vantagePoint,
    api: { ...none, ...(api as object) },
    smtp: { ...none, ...(smtp as object) },
  }));
  return judgeLedger(whole as LedgerSecond[], sha256);
}

if (import.meta.main) {
  process.stdout.write(
    `${JSON.stringify(replayLedger(readFileSync(process.argv[2] ?? 0, 'utf8')), null, 2)}\n`,
  );
}
