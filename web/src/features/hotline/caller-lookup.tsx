import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { sayNumber } from '../case/number.ts';
import styles from './hotline.module.css';
import type { Caller } from './use-intake.ts';

/** Finds who calls. What is found fills the form and proves nothing: the caller confirms it. */
export function CallerLookup({ onChoose }: { readonly onChoose: (caller: Caller) => void }) {
  const { hotline } = useText();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 250);
  const query = useQuery({
    ...read(useCall(), 'findCaller', { query: { q: asked } }),
    enabled: asked.length >= 3,
  });
  const callers = asked.length >= 3 ? (query.data?.items ?? []) : [];
  return (
    <Panel>
      <TextInput
        label={hotline.lookup}
        description={hotline.lookupHint}
        data-autofocus
        autoComplete="off"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          const only = callers[0];
          if (event.key !== 'Enter') return;
          // Enter in the lookup looks up; it never saves a half-filled intake.
          event.preventDefault();
          if (only !== undefined) choose(only);
        }}
      />
      <div role="status" className={styles.found}>
        {query.data !== undefined && asked.length >= 3 && callers.length === 0 && (
          <p className={styles.quiet}>{hotline.lookupNone}</p>
        )}
        {callers.length > 0 && (
          <ul className={styles.callers}>
            {callers.map((caller) => (
              <li key={`${caller.accountId} ${caller.contactId} ${caller.caseId}`}>
                <button type="button" className={styles.caller} onClick={() => choose(caller)}>
                  <strong>{caller.name}</strong>
                  <span>{caller.accountName}</span>
                  <span className={styles.quiet}>
                    {[caller.phone, caller.email].filter(Boolean).join(' · ')}
                  </span>
                  {caller.caseNumber !== null && <Tag tone="red">{sayNumber(caller.caseNumber)}</Tag>}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );

  function choose(caller: Caller): void {
    onChoose(caller);
    setText('');
  }
}
