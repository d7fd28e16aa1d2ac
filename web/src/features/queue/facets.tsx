import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import type { QueueSearch } from '../../app/search.ts';
import { optionsOf } from '../../ui/options.ts';
import { useAccounts } from '../account/use-accounts.ts';
import styles from './queue.module.css';
import { useQueueFilters } from './use-queue-filters.ts';

/** Narrows the queue down by what its cases are. */
export function Facets() {
  const t = useText();
  const { facet } = t.queue;
  const people = useQuery({ ...read(useCall(), 'listPeople', {}), staleTime: 300_000 });
  const accounts = useAccounts();
  const owners = [
    { value: 'me', label: facet.me },
    { value: 'none', label: facet.nobody },
    ...(people.data?.items ?? [])
      .filter(({ roles }) => roles.includes('agent'))
      .map(({ personId, name }) => ({ value: personId, label: name })),
  ];
  const accountNames = (accounts ?? []).map(({ accountId, name }) => ({
    value: accountId,
    label: name,
  }));
  return (
    <fieldset className={styles.facets} aria-label={t.queue.facets}>
      <Facet name="severity" label={facet.severity} options={optionsOf(t.severity)} />
      <Facet name="category" label={facet.category} options={optionsOf(t.category)} />
      <Facet name="status" label={facet.status} options={optionsOf(t.status)} />
      <Facet name="owner" label={facet.owner} options={owners} />
      <Facet name="account" label={facet.account} options={accountNames} />
    </fieldset>
  );
}

interface FacetProps {
  readonly name: keyof QueueSearch;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Facet({ name, label, options }: FacetProps) {
  const { fields } = useText();
  const { search, set } = useQueueFilters();
  return (
    <NativeSelect
      className={styles.facet}
      size="xs"
      aria-label={label}
      value={search[name] ?? ''}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value || undefined })}
      data={[{ value: '', label: `${label}: ${fields.any.toLowerCase()}` }, ...options]}
    />
  );
}
