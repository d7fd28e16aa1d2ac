import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { read } from '../../api/queries.ts';
import { useCall } from '../../app/person.tsx';

/** The accounts, read once in five minutes: names for lists and selects. Only the desk may ask. */
export function useAccounts(enabled = true) {
  const { data } = useQuery({
    enabled,
    ...read(useCall(), 'listAccounts', { query: { limit: 100 } }),
    staleTime: 300_000,
  });
  return data?.items;
}

/** The accounts' names by their identifier. */
export function useAccountNames(): ReadonlyMap<string, string> {
  const accounts = useAccounts();
  return useMemo(() => new Map(accounts?.map(({ accountId, name }) => [accountId, name])), [accounts]);
}
