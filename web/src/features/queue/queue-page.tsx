import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readCases } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { useTitle } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { CaseRows } from './case-rows.tsx';
import { Facets } from './facets.tsx';
import { byDue } from './order.ts';
import styles from './queue.module.css';
import { SearchBox } from './search-box.tsx';
import { hasFilters, useQueueFilters } from './use-queue-filters.ts';
import { Views } from './views.tsx';

/** The desk's cases, what is due first on top. Its filters are its address. */
export function QueuePage() {
  const { queue } = useText();
  useTitle(queue.title);
  const search = useSearch({ from: '/queue' });
  const { clear } = useQueueFilters();
  // A search looks everywhere; the views are about what is open.
  const filters =
    search.q === undefined && search.view === undefined ? { ...search, view: 'open' as const } : search;
  const query = useInfiniteQuery(readCases(useCall(), filters));
  const cases = useMemo(() => {
    const all = query.data?.pages.flatMap(({ items }) => items);
    return search.view === 'closed' ? all : all?.toSorted(byDue);
  }, [query.data, search.view]);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <div className={styles.titleRow}>
          <h1>{queue.title}</h1>
          {cases !== undefined && (
            <span className={styles.count} role="status">
              {query.hasNextPage ? queue.countMore(cases.length) : queue.count(cases.length)}
            </span>
          )}
        </div>
        <SearchBox />
      </div>
      <Views />
      <Facets />
      {cases === undefined && (
        <Loaded query={query} lines={6}>
          {() => null}
        </Loaded>
      )}
      {cases?.length === 0 && (
        <Empty
          action={
            hasFilters(search) ? (
              <Button variant="default" onClick={clear}>
                {queue.clearFilters}
              </Button>
            ) : undefined
          }
        >
          {hasFilters(search) ? queue.noMatch : queue.empty}
        </Empty>
      )}
      {cases !== undefined && cases.length > 0 && (
        <CaseRows
          cases={cases}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}
