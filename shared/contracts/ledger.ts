import * as z from 'zod';

const Count = z.int().nonnegative().default(0);
const Tally = z.object({ ok: Count, timeout: Count, internalError: Count, clientError: Count }).prefault({});

/** One second of one vantage point, in counts of attempts. */
export const LedgerLine = z.object({
  second: z.int().min(1_000_000_000).max(9_999_999_999).describe('Seconds since 1970'),
  vantagePoint: z.string().trim().min(1).max(100),
  api: Tally.describe('Calls of the API: clientError counts for neither side'),
  smtp: Tally.describe('Injections by SMTP'),
});
