import { IconMail, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TamCard } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk, useTimes } from '../../app/person.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { At } from '../../ui/time.tsx';
import styles from './tam-card.module.css';

interface TamCardPanelProps {
  readonly tam: TamCard;
  readonly children?: ReactNode;
}

/** The technical account manager: who, how to reach them, and whether they are there now. */
export function TamCardPanel({ tam, children }: TamCardPanelProps) {
  const { tam: t } = useText();
  const times = useTimes();
  const isDesk = useIsDesk();
  const { openNow, changesAt } = tam;
  return (
    <Panel title={isDesk ? t.deskTitle : t.title} level={2}>
      <div className={styles.name}>
        <strong>{tam.name}</strong>
        <Tag tone={openNow ? 'green' : 'grey'}>{openNow ? t.openNow : t.closedNow}</Tag>
        {changesAt !== null && (
          <At at={changesAt} className={styles.quiet}>
            {openNow ? t.until(times.by(changesAt)) : t.opensAt(times.by(changesAt))}
          </At>
        )}
      </div>
      {tam.hoursChangeOn !== null && (
        <p className={styles.quiet}>{t.hoursChange(times.day(`${tam.hoursChangeOn}T12:00:00Z`))}</p>
      )}
      {tam.standsInFor !== null && <p className={styles.quiet}>{t.standsIn(tam.standsInFor)}</p>}
      <div className={styles.ways}>
        {tam.phone !== null && (
          <a href={`tel:${tam.phone}`}>
            <IconPhone size={16} aria-hidden /> {tam.phone}
          </a>
        )}
        <a href={`mailto:${tam.email}`}>
          <IconMail size={16} aria-hidden /> {tam.email}
        </a>
      </div>
      {children}
    </Panel>
  );
}
