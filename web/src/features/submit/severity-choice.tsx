import { Radio, Stack } from '@mantine/core';
import { useText } from '../../app/i18n/i18n.tsx';
import { Panel } from '../../ui/layout.tsx';
import styles from './submit.module.css';

interface SeverityChoiceProps {
  readonly critical: boolean;
  readonly onChange: (critical: boolean) => void;
}

/** Critical or not, decided beside the contract's own definition of Unavailability. */
export function SeverityChoice({ critical, onChange }: SeverityChoiceProps) {
  const { submit } = useText();
  return (
    <Panel>
      <Radio.Group
        label={<h2>{submit.isDown}</h2>}
        value={critical ? 'critical' : 'non-critical'}
        onChange={(value) => onChange(value === 'critical')}
      >
        <Stack gap="xs" mt="sm">
          <Radio
            className={styles.choice}
            value="non-critical"
            label={submit.notDown}
            description={submit.notDownHint}
          />
          <Radio
            className={`${styles.choice} ${styles.critical}`}
            value="critical"
            color="red"
            label={submit.down}
            description={submit.downHint}
          />
        </Stack>
      </Radio.Group>
      <blockquote className={styles.definition}>
        <cite>{submit.unavailabilityTitle}</cite>
        {submit.unavailability}
        <p className={styles.source}>{submit.contractSays}</p>
      </blockquote>
    </Panel>
  );
}
