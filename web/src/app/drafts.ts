import { clear as clearStore, createStore, del, delMany, entries, get, set } from 'idb-keyval';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from './person.tsx';

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

/** Long enough for a long weekend; a forgotten draft does not stay on the device for good. */
const keptFor = 7 * 86_400_000;
const store = createStore('guardia', 'drafts');

/** A store that a browser may forbid (private windows): drafts then last as long as the page. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/**
 * What a person types, kept on this device as they type: a closed tab, a crash or a dropped call loses
 * nothing. It belongs to the person who typed it, and goes when it was sent or after a week.
 */
export function useDraft<T>(name: string, empty: T) {
  const key = `${useMe().id} ${name}`;
  const first = useRef(empty);
  const latest = useRef(empty);
  const touched = useRef(false);
  const [value, setValue] = useState<T>(empty);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const [keeping, setKeeping] = useState(false);
  const show = useCallback((next: T, at: number | null) => {
    latest.current = next;
    setValue(next);
    setKeptAt(at);
  }, []);

  useEffect(() => {
    let current = true;
    touched.current = false;
    show(first.current, null);
    void quietly(() => get<Kept<T>>(key, store)).then((kept) => {
      if (!current || touched.current || kept === undefined || Date.now() - kept.at > keptFor) return;
      show({ ...first.current, ...kept.value }, kept.at);
    });
    return () => {
      current = false;
    };
  }, [key, show]);

  const change = useCallback(
    (part: Partial<T>) => {
      touched.current = true;
      const next = { ...latest.current, ...part };
      const at = Date.now();
      latest.current = next;
      setValue(next);
      setKeeping(true);
      void quietly(() => set(key, { value: next, at }, store)).then(() => {
        if (latest.current !== next) return;
        setKeptAt(at);
        setKeeping(false);
      });
    },
    [key],
  );
  const clear = useCallback(() => {
    touched.current = true;
    show(first.current, null);
    void quietly(() => del(key, store));
  }, [key, show]);
  return { value, change, clear, keptAt, keeping };
}

/** Removes drafts that are too old, of whoever used this device. */
export async function forgetOldDrafts(): Promise<void> {
  await quietly(async () => {
    const all = await entries<string, Kept<unknown>>(store);
    const old = all.filter(([, { at }]) => Date.now() - at > keptFor).map(([key]) => key);
    await delMany(old, store);
  });
}

/** Whoever signs out leaves nothing on the device. */
export async function forgetAllDrafts(): Promise<void> {
  await quietly(() => clearStore(store));
}
