import { TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import styles from './queue.module.css';
import { useQueueFilters } from './use-queue-filters.ts';

/** The search; `/` goes to it, Escape leaves it. */
export function SearchBox() {
  const { queue } = useText();
  const input = useRef<HTMLInputElement>(null);
  const { search, set } = useQueueFilters();
  const look = useDebouncedCallback((q: string) => set({ q: q === '' ? undefined : q }), 250);
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <TextInput
      ref={input}
      className={styles.search}
      type="search"
      aria-label={queue.searchLabel}
      placeholder={queue.searchHint}
      leftSection={<IconSearch size={16} aria-hidden />}
      defaultValue={search.q ?? ''}
      onChange={({ currentTarget }) => look(currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
