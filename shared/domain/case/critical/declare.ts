import type { CaseEvents, NewEntry } from '../events.ts';
import type { CriticalContext } from './guards.ts';
import { vitalInformationEntry } from './vital-information.ts';

export interface Declaration {
  /** Two numbers at two carriers, told to the customer at once. */
  readonly hotlineNumbers: readonly string[];
  readonly pin: string;
  /** Complete already: the 15 minutes run from now. */
  readonly vitalInformation: CaseEvents['vital-information.recorded']['vitalInformation'] | null;
  readonly source: CaseEvents['vital-information.recorded']['source'];
}

/**
 * Makes a case a critical issue: goes with the entries that open it, or that raise its severity. Declared
 * a second time, after it was reclassified, everything begins anew.
 */
export function decideDeclare(
  { hotlineNumbers, pin, vitalInformation, source }: Declaration,
  context: Omit<CriticalContext, 'side'>,
): NewEntry[] {
  const { now, actor } = context;
  const declared: NewEntry = {
    type: 'critical.declared',
    at: now,
    actor,
    visibility: 'public',
    data: { hotlineNumbers: [...hotlineNumbers], pin, deadlines: { page: now } },
  };
  if (vitalInformation === null) return [declared];
  const vital = vitalInformationEntry(vitalInformation, source, context);
  return [declared, { ...vital, data: { ...vital.data, withDeclaration: true } }];
}
