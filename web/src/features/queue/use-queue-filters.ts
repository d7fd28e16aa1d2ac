import { useNavigate, useSearch } from '@tanstack/react-router';
import type { QueueSearch } from '../../app/search.ts';

/** Whether the queue shows less than it could. */
export function hasFilters(search: QueueSearch): boolean {
  return (
    Object.keys(search).some((key) => key !== 'view') || (search.view !== undefined && search.view !== 'open')
  );
}

/** Reads and changes the queue's filters, which live in its address. */
export function useQueueFilters() {
  const search = useSearch({ from: '/queue' });
  const navigate = useNavigate({ from: '/queue' });
  return {
    search,
    set: (part: { readonly [K in keyof QueueSearch]?: QueueSearch[K] | undefined }) => {
      const kept = Object.entries({ ...search, ...part }).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      void navigate({ search: Object.fromEntries(kept) as QueueSearch, replace: true });
    },
    clear: () => void navigate({ search: {} }),
  };
}
