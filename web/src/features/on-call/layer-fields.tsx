import { Button, NativeSelect, TextInput } from '@mantine/core';
import { now } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { DateInput } from '../../ui/date-input.tsx';
import { Columns } from '../../ui/layout.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { optionsOf } from '../../ui/options.ts';
import { dateIn } from '../calendar/versions.ts';
import { WeeklyFields } from '../calendar/weekly-fields.tsx';
import styles from './on-call.module.css';
import { PeopleInTurn } from './people-in-turn.tsx';
import type { Schedule } from './schedule.ts';

type Layer = Schedule['layers'][number];
type Rotation = Layer['rotation'];

interface LayerFieldsProps {
  readonly layers: readonly Layer[];
  readonly onChange: (layers: Layer[]) => void;
}

/** The seats of the schedule: who sits in each, in turn. */
export function LayerFields({ layers, onChange }: LayerFieldsProps) {
  const { onCallPage: t } = useText();
  const { timeZone } = useTimes();
  const put = (place: number, layer: Layer | null): void =>
    onChange(layers.flatMap((kept, index) => (index !== place ? [kept] : layer === null ? [] : [layer])));
  const add = (): void => {
    const rotation: Rotation = {
      unit: 'week',
      every: 1,
      startsOn: dateIn(now(), timeZone),
      handoffAt: '09:00',
      members: [],
    };
    const layerId = `layer-${crypto.randomUUID().slice(0, 8)}`;
    onChange([
      ...layers,
      { layerId, role: 'secondary', timeZone, rotation, windows: [], from: null, until: null },
    ]);
  };
  return (
    <>
      {layers.map((layer, place) => (
        <OneLayer
          key={layer.layerId}
          layer={layer}
          removable={layers.length > 1}
          onChange={(changed) => put(place, changed)}
        />
      ))}
      <div>
        <Button variant="default" disabled={layers.length >= 20} onClick={add}>
          {t.addLayer}
        </Button>
      </div>
    </>
  );
}

interface OneLayerProps {
  readonly layer: Layer;
  readonly removable: boolean;
  readonly onChange: (layer: Layer | null) => void;
}

function OneLayer({ layer, removable, onChange }: OneLayerProps) {
  const { onCallPage: t, actions, fields } = useText();
  return (
    <fieldset className={styles.item}>
      <legend>{t.role[layer.role]}</legend>
      <Columns width={150}>
        <NativeSelect
          label={t.layer}
          value={layer.role}
          onChange={({ currentTarget }) => onChange({ ...layer, role: currentTarget.value as Layer['role'] })}
          data={optionsOf(t.role)}
        />
        <TextInput
          label={fields.timeZone}
          required
          value={layer.timeZone}
          onChange={({ currentTarget }) => onChange({ ...layer, timeZone: currentTarget.value })}
        />
        <RotationFields rotation={layer.rotation} onChange={(rotation) => onChange({ ...layer, rotation })} />
      </Columns>
      <PeopleInTurn
        people={layer.rotation.members}
        onChange={(members) => onChange({ ...layer, rotation: { ...layer.rotation, members } })}
      />
      <details open={layer.windows.length > 0}>
        <summary>{layer.windows.length === 0 ? t.aroundTheClock : t.someHours}</summary>
        <WeeklyFields weekly={layer.windows} onChange={(windows) => onChange({ ...layer, windows })} />
      </details>
      {removable && (
        <div>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onChange(null)}>
            {actions.remove}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function RotationFields({
  rotation,
  onChange,
}: {
  readonly rotation: Rotation;
  readonly onChange: (to: Rotation) => void;
}) {
  const { onCallPage: t } = useText();
  const set = (part: Partial<Rotation>): void => onChange({ ...rotation, ...part });
  return (
    <>
      <NumberField
        label={t.every}
        min={1}
        max={365}
        required
        value={rotation.every}
        onChange={(every) => set({ every: every ?? 1 })}
      />
      <NativeSelect
        label={t.unit}
        value={rotation.unit}
        onChange={({ currentTarget }) => set({ unit: currentTarget.value === 'day' ? 'day' : 'week' })}
        data={[
          { value: 'day', label: t.everyDay },
          { value: 'week', label: t.everyWeek },
        ]}
      />
      <TextInput
        label={t.handover}
        type="time"
        required
        value={rotation.handoffAt}
        onChange={({ currentTarget }) => set({ handoffAt: currentTarget.value })}
      />
      <DateInput
        label={t.startsOn}
        required
        value={rotation.startsOn}
        onChange={(startsOn) => set({ startsOn })}
      />
    </>
  );
}
