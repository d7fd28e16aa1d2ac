import type { ScheduleStore } from '../../aws/schedule-store.ts';
import type { Actor } from '../../domain/case/vocabulary.ts';
import type { DecidingDesk } from '../desk.ts';

/** What the clocks of a critical issue work with. */
export interface ClockDesk extends DecidingDesk {
  readonly onCall: Pick<ScheduleStore, 'schedule'>;
  /** The host of the service that is told of every page, such as PagerDuty's; null without one. */
  readonly pagingService: string | null;
}

/** The ladder and the clocks as authors of what falls due. */
export const criticalClock: Actor = { kind: 'system', id: 'critical-clock', name: 'Guardia' };
