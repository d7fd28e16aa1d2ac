import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useIsDesk } from '../../app/person.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { SeverityTag, StatusTag, Tag } from '../../ui/tag.tsx';
import { DeskActions } from '../manage/desk-actions.tsx';
import styles from './case-page.module.css';
import { CustomerActions } from './customer-actions.tsx';
import { sayNumber } from './number.ts';
import { StandingLine } from './standing.tsx';

/** Which case it is, how it stands, and what can be done with it. */
export function CaseHead({ of }: { readonly of: CaseView }) {
  const { category, caseView } = useText();
  const isDesk = useIsDesk();
  return (
    <header className={styles.head}>
      <div className={styles.tags}>
        <span className={styles.number}>{sayNumber(of.number)}</span>
        <CopyButton value={sayNumber(of.number)} label={caseView.copyNumber} />
        <SeverityTag severity={of.severity} />
        <StatusTag status={of.status} />
        <span>{category[of.category]}</span>
        {of.reopened > 0 && <Tag tone="amber">{caseView.reopened(of.reopened)}</Tag>}
      </div>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>{of.subject}</h1>
        <div className={styles.actions}>{isDesk ? <DeskActions of={of} /> : <CustomerActions of={of} />}</div>
      </div>
      {!isDesk && <StandingLine of={of} />}
    </header>
  );
}
