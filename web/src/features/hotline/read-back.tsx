import { Checkbox } from '@mantine/core';
import { useText } from '../../app/i18n/i18n.tsx';
import styles from './hotline.module.css';
import { isPhone, readBack } from './read-back.ts';
import type { IntakeState } from './use-intake.ts';

interface ReadBackProps {
  readonly intake: IntakeState;
  /** Why saving has to wait. */
  readonly missing: string | null;
}

/** The number in words, to be read to the caller before anybody is sent to call it. */
export function ReadBack({ intake, missing }: ReadBackProps) {
  const { hotline } = useText();
  const { contactPhone } = intake.value;
  if (!isPhone(contactPhone)) return missing === null ? null : <p role="alert">{missing}</p>;
  return (
    <div className={intake.confirmed ? `${styles.readBack} ${styles.confirmed}` : styles.readBack}>
      <span>{hotline.readBack}</span>
      <span className={styles.spoken}>{readBack(contactPhone, hotline)}</span>
      <Checkbox
        label={hotline.readBackDone}
        checked={intake.confirmed}
        error={missing}
        onChange={({ currentTarget }) => intake.confirm(currentTarget.checked)}
      />
    </div>
  );
}
