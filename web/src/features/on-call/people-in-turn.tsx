import { ActionIcon, CloseButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import styles from './on-call.module.css';

interface PeopleInTurnProps {
  readonly people: readonly string[];
  readonly onChange: (people: string[]) => void;
}

/** The people of a rotation in their order. */
export function PeopleInTurn({ people, onChange }: PeopleInTurnProps) {
  const { onCallPage: t, actions } = useText();
  const { data } = useQuery({ ...read(useCall(), 'listPeople', {}), staleTime: 60_000 });
  const nameOf = (id: string): string => data?.items.find(({ personId }) => personId === id)?.name ?? id;
  const swap = (place: number, by: 1 | -1): void => {
    const next = [...people];
    const [moved] = next.splice(place, 1);
    if (moved !== undefined) next.splice(place + by, 0, moved);
    onChange(next);
  };
  return (
    <div>
      <span>{t.rotationPeople}</span>
      <ol>
        {people.map((id, place) => (
          <li key={`${id} ${people.indexOf(id, place)}`}>
            {nameOf(id)}{' '}
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={`${t.upTo}: ${nameOf(id)}`}
              disabled={place === 0}
              onClick={() => swap(place, -1)}
            >
              <IconArrowUp size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={`${t.downTo}: ${nameOf(id)}`}
              disabled={place === people.length - 1}
              onClick={() => swap(place, 1)}
            >
              <IconArrowDown size={14} aria-hidden />
            </ActionIcon>
            <CloseButton
              size="sm"
              component="button"
              display="inline-flex"
              aria-label={`${actions.remove}: ${nameOf(id)}`}
              onClick={() => onChange(people.filter((_, index) => index !== place))}
            />
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        <PersonSelect
          label={actions.add}
          value=""
          onChange={(id) => {
            if (id !== '') onChange([...people, id]);
          }}
        />
      </div>
    </div>
  );
}
