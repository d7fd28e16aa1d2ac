import { useHotkeys } from '@mantine/hooks';
import { useRef } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import styles from './queue.module.css';
import { useQueueFilters } from './use-queue-filters.ts';

/** The search; `/` goes to it, Escape leaves it. */
export function SearchBox() {
  const { queue } = useText();
  const input = useRef<HTMLInputElement>(null);
  const { search, set } = useQueueFilters();
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <SearchInput
      ref={input}
      className={styles.search}
      label={queue.searchLabel}
      hint={queue.searchHint}
      value={search.q ?? ''}
      onSearch={(q) => set({ q: q === '' ? undefined : q })}
    />
  );
}
