import type { ScheduleView } from '../../../../shared/contracts/api/desk.ts';

/** A schedule as it is edited: who sits in which seat when, without the version that was read. */
export type Schedule = Omit<ScheduleView, 'version'>;
