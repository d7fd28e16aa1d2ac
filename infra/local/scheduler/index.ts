export { SchedulerError } from './errors.ts';
export { nextOccurrence, parseSchedule, type ScheduleExpression } from './expression.ts';
export {
  createScheduler,
  type Schedule,
  type Scheduler,
  type SchedulerOptions,
  type ScheduleTarget,
} from './scheduler.ts';
