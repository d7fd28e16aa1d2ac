import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { now } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { MomentInput } from '../../ui/moment-input.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import styles from './on-call.module.css';
import type { Schedule } from './schedule.ts';

interface SpansProps {
  readonly schedule: Schedule;
  readonly onChange: (part: Partial<Schedule>) => void;
}

/** Eight hours from the next full hour on: a stretch to begin with. */
function nextStretch(): { from: string; to: string } {
  const hour = Math.ceil(now() / 3_600_000) * 3_600_000;
  return { from: new Date(hour).toISOString(), to: new Date(hour + 8 * 3_600_000).toISOString() };
}

/** People who sit in a seat in place of whoever's turn it is. */
export function StandIns({ schedule: { overrides, layers }, onChange }: SpansProps) {
  const { onCallPage: t } = useText();
  const set = (id: string, part: Partial<(typeof overrides)[number]>): void =>
    onChange({ overrides: overrides.map((span) => (span.overrideId === id ? { ...span, ...part } : span)) });
  const add = (): void => {
    const overrideId = `override-${crypto.randomUUID().slice(0, 8)}`;
    const layerId = layers[0]?.layerId ?? '';
    onChange({ overrides: [...overrides, { ...nextStretch(), overrideId, layerId, personId: '' }] });
  };
  return (
    <fieldset className={styles.item}>
      <legend>{t.overrides}</legend>
      {overrides.map((span) => (
        <SpanRow
          key={span.overrideId}
          label={t.overridePerson}
          span={span}
          onChange={(part) => set(span.overrideId, part)}
          onRemove={() =>
            onChange({ overrides: overrides.filter(({ overrideId }) => overrideId !== span.overrideId) })
          }
        >
          <NativeSelect
            label={t.layer}
            value={span.layerId}
            onChange={({ currentTarget }) => set(span.overrideId, { layerId: currentTarget.value })}
            data={layers.map(({ layerId, role }) => ({ value: layerId, label: t.role[role] }))}
          />
        </SpanRow>
      ))}
      <AddSpan onAdd={add}>{t.addOverride}</AddSpan>
    </fieldset>
  );
}

/** People who are away, each with who takes their turns. */
export function Leave({ schedule: { leave }, onChange }: SpansProps) {
  const { onCallPage: t } = useText();
  const set = (id: string, part: Partial<(typeof leave)[number]>): void =>
    onChange({ leave: leave.map((span) => (span.leaveId === id ? { ...span, ...part } : span)) });
  const add = (): void => {
    const leaveId = `leave-${crypto.randomUUID().slice(0, 8)}`;
    onChange({ leave: [...leave, { ...nextStretch(), leaveId, personId: '', deputyId: null }] });
  };
  return (
    <fieldset className={styles.item}>
      <legend>{t.leave}</legend>
      {leave.map((span) => (
        <SpanRow
          key={span.leaveId}
          label={t.leavePerson}
          span={span}
          onChange={(part) => set(span.leaveId, part)}
          onRemove={() => onChange({ leave: leave.filter(({ leaveId }) => leaveId !== span.leaveId) })}
        >
          <PersonSelect
            label={t.deputy}
            value={span.deputyId ?? ''}
            onChange={(personId) => set(span.leaveId, { deputyId: personId === '' ? null : personId })}
          />
        </SpanRow>
      ))}
      <AddSpan onAdd={add}>{t.addLeave}</AddSpan>
    </fieldset>
  );
}

interface SpanRowProps {
  readonly label: string;
  readonly span: { readonly personId: string; readonly from: string; readonly to: string };
  readonly onChange: (part: { personId?: string; from?: string; to?: string }) => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

function SpanRow({ label, span, onChange, onRemove, children }: SpanRowProps) {
  const { fields, actions } = useText();
  return (
    <div className={styles.row}>
      <PersonSelect
        label={label}
        required
        value={span.personId}
        onChange={(personId) => onChange({ personId })}
      />
      {children}
      <MomentInput
        label={fields.from}
        required
        value={span.from}
        onChange={(from) => from !== null && onChange({ from })}
      />
      <MomentInput
        label={fields.to}
        required
        value={span.to}
        onChange={(to) => to !== null && onChange({ to })}
      />
      <Button variant="subtle" color="gray" onClick={onRemove}>
        {actions.remove}
      </Button>
    </div>
  );
}

function AddSpan({ onAdd, children }: { readonly onAdd: () => void; readonly children: ReactNode }) {
  return (
    <div>
      <Button variant="default" size="xs" onClick={onAdd}>
        {children}
      </Button>
    </div>
  );
}
