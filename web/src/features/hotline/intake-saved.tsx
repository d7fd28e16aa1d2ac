import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { pace, read, readWholeTimeline } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall, useTimes } from '../../app/person.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Countdown } from '../../ui/time.tsx';
import { sayNumber } from '../case/number.ts';
import { PageList } from '../critical/pages.tsx';
import styles from './hotline.module.css';

interface IntakeSavedProps {
  readonly caseId: string;
  readonly onNext: () => void;
}

/** As people name a zone: `Europe/Madrid` is the time of Madrid. */
const cityOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

/** What to tell the caller, and the pages arriving. */
export function IntakeSaved({ caseId, onNext }: IntakeSavedProps) {
  const { hotline } = useText();
  const call = useCall();
  const times = useTimes();
  const query = useQuery(read(call, 'readCase', { path: { caseId }, every: pace.critical }));
  const timeline = useQuery(readWholeTimeline(call, caseId, pace.critical));
  return (
    <Loaded query={query}>
      {(of) => {
        const due = of.critical?.callbackDueAt ?? null;
        return (
          <>
            <Panel title={hotline.savedTitle(sayNumber(of.number))}>
              {due !== null && (
                <>
                  <p className={styles.clock}>
                    <Countdown to={due} />
                  </p>
                  <p className={styles.quiet}>{hotline.tellCaller}</p>
                  <p className={styles.tell}>
                    {hotline.tellCallerText(times.by(due), cityOf(times.timeZone), sayNumber(of.number))}
                  </p>
                </>
              )}
              <div className={styles.bar}>
                <Button onClick={onNext} autoFocus>
                  {hotline.nextCall}
                </Button>
                <Button component={Link} to={`/cases/${of.caseId}`} variant="default">
                  {hotline.openCase}
                </Button>
              </div>
            </Panel>
            <Panel title={hotline.pages}>
              <Loaded query={timeline} lines={2}>
                {(items) => <PageList items={items} />}
              </Loaded>
            </Panel>
          </>
        );
      }}
    </Loaded>
  );
}
