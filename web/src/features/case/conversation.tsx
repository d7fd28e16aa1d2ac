import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { CaseView, TimelineItem } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel } from '../../ui/layout.tsx';
import styles from './conversation.module.css';
import { asEntry, isMachinery, isSpeech } from './entry.ts';
import { EntryLine } from './entry-line.tsx';
import { Speech } from './speech.tsx';

interface ConversationProps {
  readonly of: CaseView;
  readonly items: readonly TimelineItem[];
}

/** A case as the conversation that it is: who said what, and who was promised what. */
export function Conversation({ of, items }: ConversationProps) {
  const { caseView } = useText();
  const linked = useLocation({ select: ({ hash }) => hash });
  const entries = items.map(asEntry);
  const [all, setAll] = useState(() => entries.some((of) => `e${of.seq}` === linked && isMachinery(of)));
  // The entries come after the page, so the browser cannot have gone to the one that a link names.
  useEffect(() => {
    if (linked !== '') document.getElementById(linked)?.scrollIntoView({ block: 'center' });
  }, [linked]);
  const shown = all ? entries : entries.filter((entry) => !isMachinery(entry));
  const seen = firstMessages(items);
  return (
    <Panel
      title={caseView.conversation}
      actions={
        entries.some(isMachinery) && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
            {all ? caseView.lessEvents : caseView.allEvents}
          </Button>
        )
      }
    >
      <ol className={styles.list} aria-live="polite" aria-relevant="additions">
        {shown.map((entry) => (
          <li
            key={entry.id}
            id={`e${entry.seq}`}
            className={linked === `e${entry.seq}` ? styles.linked : undefined}
          >
            {isSpeech(entry) ? (
              <Speech entry={entry} of={of} firstSeen={seen.has(entry.seq)} />
            ) : (
              <EntryLine entry={entry} />
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** The places of the messages with which a further address joins the case: whoever opened it is no news. */
function firstMessages(items: readonly TimelineItem[]): ReadonlySet<number> {
  const addresses = new Set<string>();
  const places = new Set<number>();
  for (const entry of items.map(asEntry)) {
    if (entry.type !== 'message.received') continue;
    const address = entry.data.from.address.toLowerCase();
    if (addresses.size > 0 && !addresses.has(address)) places.add(entry.seq);
    addresses.add(address);
  }
  return places;
}
