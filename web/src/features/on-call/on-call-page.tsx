import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pace, read } from '../../api/queries.ts';
import { useMinute } from '../../app/clock.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useHasRole, useTimes } from '../../app/person.tsx';
import { Page, Panel } from '../../ui/layout.tsx';
import { lazyPart } from '../../ui/part.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { At } from '../../ui/time.tsx';
import styles from './on-call.module.css';
import { midnights, mondayOf, weekStart, weeksFromNow } from './week.ts';
import { type Shift, WeekGrid } from './week-grid.tsx';

const ScheduleEditor = lazyPart(() => import('./schedule-editor.tsx'), 'ScheduleEditor', <Loading />);

/** Who is paged, when; and for supervisors, the schedule behind it. */
export function OnCallPage() {
  const { onCallPage: t } = useText();
  const { timeZone } = useTimes();
  const minute = useMinute();
  const search = useSearch({ from: '/on-call' });
  const navigate = useNavigate({ from: '/on-call' });
  const week = weeksFromNow(search.week, minute, timeZone);
  const setWeek = (weeks: number): void =>
    void navigate({ search: weeks === 0 ? {} : { week: mondayOf(minute, timeZone, weeks) } });
  const [editing, setEditing] = useState(false);
  const mayEdit = useHasRole('supervisor');
  const call = useCall();
  const days = midnights(weekStart(minute, timeZone, week), timeZone);
  const [from, to] = [days[0] ?? '', days[7] ?? ''];
  const shifts = useQuery(read(call, 'readOnCall', { query: { from, to }, every: pace.slow }));
  const schedule = useQuery(read(call, 'readSchedule', {}));
  const layerName = (layerId: string): string => {
    const layer = schedule.data?.layers.find((known) => known.layerId === layerId);
    return layer === undefined ? layerId : t.role[layer.role];
  };
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={mayEdit && <Button onClick={() => setEditing(!editing)}>{t.edit}</Button>}
    >
      {week === 0 && shifts.data !== undefined && (
        <OnCallNow shifts={shifts.data.items} layerName={layerName} />
      )}
      <Panel
        title={t.shifts}
        actions={
          <>
            <ActionIcon variant="default" size={30} aria-label={t.previous} onClick={() => setWeek(week - 1)}>
              <IconChevronLeft size={18} aria-hidden />
            </ActionIcon>
            <Button variant="default" size="xs" disabled={week === 0} onClick={() => setWeek(0)}>
              {t.thisWeek}
            </Button>
            <ActionIcon variant="default" size={30} aria-label={t.next} onClick={() => setWeek(week + 1)}>
              <IconChevronRight size={18} aria-hidden />
            </ActionIcon>
          </>
        }
      >
        <Loaded query={shifts}>
          {({ items }) => <WeekGrid days={days} shifts={items} layerName={layerName} />}
        </Loaded>
      </Panel>
      {editing && schedule.data !== undefined && (
        <ScheduleEditor
          key={schedule.data.version}
          schedule={schedule.data}
          onDone={() => setEditing(false)}
        />
      )}
    </Page>
  );
}

interface OnCallNowProps {
  readonly shifts: readonly Shift[];
  readonly layerName: (layerId: string) => string;
}

function OnCallNow({ shifts, layerName }: OnCallNowProps) {
  const { onCallPage: t, tam } = useText();
  const times = useTimes();
  const minute = useMinute();
  const current = shifts.filter(({ from, to }) => Date.parse(from) <= minute && minute < Date.parse(to));
  return (
    <Panel title={t.now}>
      <ul className={styles.now}>
        {current.map(({ layerId, name, to }) => (
          <li key={layerId}>
            <span className={styles.quiet}>{layerName(layerId)}</span>
            <br />
            <strong>{name ?? t.gap}</strong>{' '}
            <At at={to} className={styles.quiet}>
              {tam.until(times.by(to))}
            </At>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
