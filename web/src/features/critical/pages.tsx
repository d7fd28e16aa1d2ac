import type { UseQueryResult } from '@tanstack/react-query';
import type { TimelineItem } from '../../../../shared/contracts/api/views.ts';
import { useMinute } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { When } from '../../ui/time.tsx';
import { sayChannel } from '../case/page-channel.ts';
import styles from './critical.module.css';
import { pagesIn, type SentPage } from './page-list.ts';

const tones: Record<NonNullable<SentPage['receipt']>, Tone> = {
  queued: 'grey',
  sent: 'blue',
  delivered: 'green',
  failed: 'red',
  unknown: 'amber',
};

/** Who has been paged, how, and whether it got there. */
export function Pages({ timeline }: { readonly timeline: UseQueryResult<readonly TimelineItem[]> }) {
  const { hotline } = useText();
  return (
    <div className={styles.part}>
      <h3>{hotline.pages}</h3>
      {/* Not known is not none: a page that went out must not read as one that did not. */}
      <Loaded query={timeline} lines={2}>
        {(items) => <PageList items={items} />}
      </Loaded>
    </div>
  );
}

/** The pages alone, for where a heading is there already. */
export function PageList({ items }: { readonly items: readonly TimelineItem[] }) {
  const { hotline, receipt: names, peoplePage } = useText();
  const pages = pagesIn(items, useMinute());
  return (
    <>
      {pages.length === 0 && <p className={styles.label}>{hotline.noPages}</p>}
      <ul className={styles.pages} aria-live="polite">
        {pages.map(({ key, personName, channel, at, receipt }) => (
          <li key={key}>
            <span>{personName}</span>
            <span className={styles.label}>{sayChannel(channel, peoplePage.channelKind)}</span>
            {receipt !== null && <Tag tone={tones[receipt]}>{names[receipt]}</Tag>}
            <span className={styles.label}>
              <When at={at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
