import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useText } from '../../app/i18n/i18n.tsx';
import { lazyPart, usePreload } from '../../ui/part.tsx';
import styles from './critical.module.css';
import type { CriticalProps } from './props.ts';

const VitalDialog = lazyPart(() => import('./vital-dialog.tsx'), 'VitalDialog');

/** The contract's «información vital»; a correction is added, the first record stays. */
export function VitalInformation({ of, critical }: CriticalProps) {
  const { criticalView: t } = useText();
  const [opened, dialog] = useDisclosure(false);
  usePreload(VitalDialog);
  const vital = critical.vitalInformation;
  return (
    <div className={styles.part}>
      <h3>{t.vital}</h3>
      {vital !== null && (
        <dl className={styles.facts}>
          <dt>{t.company}</dt>
          <dd>{vital.companyName}</dd>
          <dt>{t.contact}</dt>
          <dd>{vital.contactName}</dd>
          <dt>{t.phone}</dt>
          <dd>
            <a href={`tel:${vital.contactPhone}`}>{vital.contactPhone}</a>
          </dd>
          <dt>{t.email}</dt>
          <dd>{vital.contactEmail}</dd>
        </dl>
      )}
      {of.status !== 'closed' && (
        <div>
          <Button
            variant={vital === null ? 'filled' : 'default'}
            color={vital === null ? 'red' : 'brand'}
            size={vital === null ? 'sm' : 'compact-sm'}
            onClick={dialog.open}
          >
            {vital === null ? t.giveVital : t.correctVital}
          </Button>
        </div>
      )}
      {opened && <VitalDialog of={of} critical={critical} opened={opened} onClose={dialog.close} />}
    </div>
  );
}
