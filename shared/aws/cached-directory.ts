import type { Directory } from './directory.ts';

/** For how long something read about people and hours is taken as it is, in milliseconds. */
const freshMilliseconds = 10_000;

/**
 * A directory that reads what seldom changes (accounts, hours, people, rules) once in a while instead of
 * once per mail. Whose an address is, is read every time: that decides who is believed.
 */
export function cachedDirectory(directory: Directory, now: () => number): Directory {
  const remembered = <Args extends readonly string[], T>(read: (...args: Args) => Promise<T>) => {
    const known = new Map<string, { readonly at: number; readonly value: Promise<T> }>();
    return (...args: Args): Promise<T> => {
      const key = args.join(' ');
      const old = known.get(key);
      if (old !== undefined && now() - old.at < freshMilliseconds) return old.value;
      const value = read(...args);
      if (known.size > 1_000) known.clear();
      known.set(key, { at: now(), value });
      value.catch(() => known.delete(key));
      return value;
    };
  };
  return {
    ...directory,
    account: remembered(directory.account),
    calendar: remembered(directory.calendar),
    person: remembered(directory.person),
    people: remembered(directory.people),
    rules: remembered(directory.rules),
  };
}
