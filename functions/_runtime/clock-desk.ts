import { cachedDirectory, cachedSchedule, shortly } from '../../shared/aws/cached-directory.ts';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { connectReadingDesk } from './desk.ts';
import { setting } from './environment.ts';

interface ClockVariables {
  readonly TABLE_NAME: string;
  readonly PAGING_SERVICE: string;
}

/** A desk that keeps the clocks of critical issues; in a burst of them it reads who is on call every two seconds. */
export function connectClockDesk({ TABLE_NAME, PAGING_SERVICE }: ClockVariables) {
  const connected = connectReadingDesk(TABLE_NAME);
  const epoch = shortly(Date.now);
  return {
    ...connected,
    directory: cachedDirectory(connected.directory, epoch),
    onCall: cachedSchedule(scheduleStore(connected.table), epoch),
    pagingService: setting(PAGING_SERVICE),
  };
}
