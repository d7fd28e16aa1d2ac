import type { Directory } from './directory.ts';
import type { ScheduleStore } from './schedule-store.ts';

/** Names a stretch of time: what was read is taken as it is for as long as the answer stays the same. */
export type Epoch = () => unknown;

/** For how long functions that serve a burst take what they read about people and hours as it is, in milliseconds. */
const freshMilliseconds = 2_000;

/** Epochs of two seconds of a clock in milliseconds. */
export const shortly =
  (clock: () => number): Epoch =>
  () =>
    Math.floor(clock() / freshMilliseconds);

/** Asks once an epoch for each set of arguments; an answer that failed is asked for again. */
export function remembered<Args extends readonly string[], T>(
  read: (...args: Args) => Promise<T>,
  epoch: Epoch,
): (...args: Args) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  let since = epoch();
  return (...args) => {
    const current = epoch();
    if (current !== since) known.clear();
    since = current;
    const key = JSON.stringify(args);
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = read(...args);
    known.set(key, value);
    value.catch(() => {
      if (known.get(key) === value) known.delete(key);
    });
    return value;
  };
}

/**
 * A directory that reads what seldom changes (accounts, hours, people, rules) once an epoch instead of once
 * per case. Whose an address is, is read every time: that decides who is believed.
 */
export function cachedDirectory(directory: Directory, epoch: Epoch): Directory {
  return {
    ...directory,
    ...cachedAccounts(directory, epoch),
    person: remembered(directory.person, epoch),
    people: remembered(directory.people, epoch),
    rules: remembered(directory.rules, epoch),
  };
}

/** Accounts and their hours alone: for a function that also writes about people, and reads again what it wrote. */
export const cachedAccounts = (
  directory: Pick<Directory, 'account' | 'calendar'>,
  epoch: Epoch,
): Pick<Directory, 'account' | 'calendar'> => ({
  account: remembered(directory.account, epoch),
  calendar: remembered(directory.calendar, epoch),
});

/** Who is on call, read once an epoch. */
export const cachedSchedule = (
  { schedule }: Pick<ScheduleStore, 'schedule'>,
  epoch: Epoch,
): Pick<ScheduleStore, 'schedule'> => ({ schedule: remembered(schedule, epoch) });
