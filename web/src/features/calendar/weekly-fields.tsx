import { Button, Checkbox, CloseButton, Group, TextInput } from '@mantine/core';
import { useText } from '../../app/i18n/i18n.tsx';
import styles from './calendar.module.css';
import { type Day, days, type Weekly } from './versions.ts';

interface WeeklyFieldsProps {
  readonly weekly: readonly Weekly[];
  readonly onChange: (weekly: Weekly[]) => void;
}

/** Hours of the week, each with the days that it is for. */
export function WeeklyFields({ weekly, onChange }: WeeklyFieldsProps) {
  const { calendarsPage: t, time, actions } = useText();
  const set = (place: number, part: Partial<Weekly>): void =>
    onChange(weekly.map((span, index) => (index === place ? { ...span, ...part } : span)));
  return (
    <fieldset>
      <legend>{t.hours}</legend>
      {weekly.map((span, place) => (
        <div key={place} className={styles.span}>
          <div className={styles.row}>
            <TextInput
              label={t.opens}
              type="time"
              required
              value={span.opens}
              onChange={({ currentTarget }) => set(place, { opens: currentTarget.value })}
            />
            <TextInput
              label={t.closes}
              type="time"
              required
              value={span.closes}
              onChange={({ currentTarget }) => set(place, { closes: currentTarget.value })}
            />
            <CloseButton
              aria-label={`${actions.remove}: ${span.opens}–${span.closes}`}
              onClick={() => onChange(weekly.filter((_, index) => index !== place))}
            />
          </div>
          <Checkbox.Group
            aria-label={t.day}
            value={span.days}
            onChange={(chosen) => set(place, { days: days.filter((day) => chosen.includes(day)) as Day[] })}
          >
            <Group gap="sm">
              {days.map((day, index) => (
                <Checkbox key={day} value={day} label={time.days[index]} />
              ))}
            </Group>
          </Checkbox.Group>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        mt="sm"
        onClick={() => onChange([...weekly, { days: ['monday'], opens: '09:00', closes: '18:00' }])}
      >
        {t.addHours}
      </Button>
    </fieldset>
  );
}
