import { ActionIcon, Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../../app/i18n/i18n.tsx';
import { keepChoice, readChoice } from '../../app/preferences.ts';
import type { QueueSearch } from '../../app/search.ts';
import styles from './queue.module.css';
import { hasFilters, useQueueFilters } from './use-queue-filters.ts';

interface SavedView {
  readonly name: string;
  readonly search: QueueSearch;
}

const offered = [
  'open',
  'mine',
  'unassigned',
  'due-within-hour',
  'waiting-on-customer',
  'breached',
  'closed',
] as const;
const same = (a: QueueSearch, b: QueueSearch): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

/** The desk's views, and the ones that this person has saved. */
export function Views() {
  const { queue } = useText();
  const { search } = useQueueFilters();
  const [saved, setSaved] = useState(() => readChoice<readonly SavedView[]>('views', []));
  const keep = (views: readonly SavedView[]): void => {
    setSaved(views);
    keepChoice('views', views);
  };
  const searching = search.q !== undefined && search.view === undefined;
  return (
    <nav className={styles.views} aria-label={queue.views}>
      {offered.map((view) => (
        <Link
          key={view}
          to="/queue"
          search={view === 'open' ? {} : { view }}
          className={styles.view}
          data-chosen={
            !searching && (search.view ?? 'open') === view && !saved.some((of) => same(of.search, search))
          }
        >
          {queue.view[view]}
        </Link>
      ))}
      {saved.map(({ name, search: of }) => (
        <span key={name} className={styles.saved}>
          <Link to="/queue" search={of} className={styles.view} data-chosen={same(of, search)}>
            {name}
          </Link>
          <CloseButton
            size="sm"
            aria-label={queue.removeView(name)}
            onClick={() => keep(saved.filter((view) => view.name !== name))}
          />
        </span>
      ))}
      {hasFilters(search) && (
        <SaveView
          onSave={(name) => keep([...saved.filter((view) => view.name !== name), { name, search }])}
        />
      )}
    </nav>
  );
}

function SaveView({ onSave }: { readonly onSave: (name: string) => void }) {
  const { queue, actions } = useText();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withArrow>
      <Popover.Target>
        <ActionIcon variant="subtle" size={32} aria-label={queue.saveView} onClick={() => setOpen(!open)}>
          <IconBookmarkPlus size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onSave(name.trim());
            setOpen(false);
          }}
        >
          <TextInput
            label={queue.saveViewName}
            required
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button type="submit" size="xs" mt="xs" disabled={name.trim() === ''}>
            {actions.save}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
