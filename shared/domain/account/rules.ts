import type { Severity } from '../case/vocabulary.ts';

/** How the desk runs itself. */
export interface DeskRules {
  /** `round-robin` gives every new case to the agent with the fewest; `by-hand` leaves it to people. */
  readonly assignment: 'round-robin' | 'by-hand';
  /** Which CloudWatch alarms open a case: by the beginning of their name, for whom, how severe. */
  readonly alarms: readonly {
    readonly namePrefix: string;
    readonly accountId: string;
    readonly severity: Severity;
  }[];
  readonly version: number;
}

export const defaultRules: DeskRules = { assignment: 'round-robin', alarms: [], version: 0 };
