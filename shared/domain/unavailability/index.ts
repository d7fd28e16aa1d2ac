/** The contract's «Indisponibilidad», second by second, and what a ledger of it proves. */
export { type Family, families, isUnavailable, type LedgerSecond, type Tally } from './ledger.ts';
export {
  defaultPersistence,
  judgeUnavailability,
  type Persistence,
  type Run,
  type UnavailabilityVerdict,
} from './verdict.ts';
