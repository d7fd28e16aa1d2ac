import type { Activity } from './activity.ts';
import type { LocalClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Iam } from './iam/iam.ts';
import type { Meter } from './meter.ts';
import type { LocalStore } from './store.ts';

/** What every local service stands on. */
export interface Platform {
  readonly region: string;
  readonly dataDir: string;
  /** Where functions send their SDK calls. */
  readonly endpointUrl: string;
  readonly clock: LocalClock;
  readonly store: LocalStore;
  readonly iam: Iam;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly meter: Meter;
  /** Resolves when every resource of the templates is there. */
  readonly ready: Promise<void>;
  /** A line for whoever watches: a function's log, a lost delivery. */
  readonly log: (source: string, text: string) => void;
}
