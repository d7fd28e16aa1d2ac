import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarView } from '../../../../shared/contracts/api/calendars.ts';
import { read } from '../../api/queries.ts';
import { useMinute } from '../../app/clock.ts';
import { useLanguage, useText } from '../../app/i18n/i18n.tsx';
import { useCall, useHasRole, useTimes } from '../../app/person.tsx';
import { sayDate } from '../../app/time.ts';
import { Columns, Page, Panel } from '../../ui/layout.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { At } from '../../ui/time.tsx';
import styles from './calendar.module.css';
import { CalendarDialog } from './calendar-dialog.tsx';
import { days, spansOf, versionAt } from './versions.ts';

/** The business hours that promises are counted in. */
export function CalendarsPage() {
  const { calendarsPage: t } = useText();
  const mayEdit = useHasRole('supervisor');
  const [open, setOpen] = useState<{ readonly calendar: CalendarView | null } | null>(null);
  const query = useQuery(read(useCall(), 'listCalendars', {}));
  const create = mayEdit && <Button onClick={() => setOpen({ calendar: null })}>{t.create}</Button>;
  return (
    <Page title={t.title} lead={t.lead} actions={create}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty action={create}>{t.empty}</Empty>
          ) : (
            <Columns width={380}>
              {items.map((calendar) => (
                <CalendarPanel
                  key={calendar.calendarId}
                  calendar={calendar}
                  onChange={mayEdit ? () => setOpen({ calendar }) : null}
                />
              ))}
            </Columns>
          )
        }
      </Loaded>
      {open !== null && <CalendarDialog calendar={open.calendar} opened onClose={() => setOpen(null)} />}
    </Page>
  );
}

interface CalendarPanelProps {
  readonly calendar: CalendarView;
  readonly onChange: (() => void) | null;
}

function CalendarPanel({ calendar, onChange }: CalendarPanelProps) {
  const { calendarsPage: t, tam } = useText();
  const language = useLanguage();
  const times = useTimes();
  const minute = useMinute();
  const current = versionAt(calendar.versions, minute);
  const others = calendar.versions.filter((version) => version !== current);
  const announced = others
    .filter(({ effectiveFrom }) => current !== undefined && effectiveFrom > current.effectiveFrom)
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))[0];
  return (
    <Panel title={calendar.name}>
      <p>
        <Tag tone={calendar.openNow ? 'green' : 'grey'}>{calendar.openNow ? t.openNow : t.closedNow}</Tag>{' '}
        {calendar.changesAt !== null && (
          <At at={calendar.changesAt}>{t.changesAt(times.by(calendar.changesAt))}</At>
        )}
      </p>
      {announced !== undefined && (
        <p className={styles.quiet}>{tam.hoursChange(sayDate(announced.effectiveFrom, language))}</p>
      )}
      {current !== undefined && <Hours version={current} />}
      {others.length > 0 && (
        <details>
          <summary>{t.history}</summary>
          {others.map((version) => (
            <div key={version.effectiveFrom} className={styles.other}>
              <strong>
                {t.effectiveFrom} {sayDate(version.effectiveFrom, language)}
              </strong>
              <Hours version={version} />
            </div>
          ))}
        </details>
      )}
      {onChange !== null && (
        <div>
          <Button variant="default" size="xs" onClick={onChange}>
            {t.change}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** A country by its name, where the browser knows it. */
function sayCountry(code: string, language: string): string {
  return /^[A-Z]{2}$/.test(code)
    ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code)
    : code;
}

function Hours({ version }: { readonly version: CalendarView['versions'][number] }) {
  const { calendarsPage: t, time } = useText();
  const language = useLanguage();
  const { country, region } = version.holidays;
  if (version.always) return <p>{t.always}</p>;
  return (
    <>
      <dl className={styles.hours}>
        {days.map((day, place) => (
          <div key={day}>
            <dt>{time.days[place]}</dt>
            <dd>{spansOf(version.weekly, day).join(', ') || t.closedDay}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>
        {version.timeZone}
        {country !== null && ` · ${t.holidays} ${sayCountry(country, language)}`}
        {country !== null && region !== null && ` (${region})`}
      </p>
    </>
  );
}
