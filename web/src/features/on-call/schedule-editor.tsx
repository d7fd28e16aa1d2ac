import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import type { ScheduleView } from '../../../../shared/contracts/api/desk.ts';
import { useAction } from '../../api/actions.ts';
import { ApiProblem } from '../../api/errors.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';
import { LayerFields } from './layer-fields.tsx';
import styles from './on-call.module.css';
import type { Schedule } from './schedule.ts';
import { Leave, StandIns } from './stand-ins.tsx';

interface ScheduleEditorProps {
  readonly schedule: ScheduleView;
  readonly onDone: () => void;
}

/** The schedule behind the shifts. The API proves that nobody's absence leaves a second uncovered. */
export function ScheduleEditor({ schedule: { version, ...read }, onDone }: ScheduleEditorProps) {
  const { onCallPage: t, actions } = useText();
  const [schedule, setSchedule] = useState<Schedule>(read);
  const change = (part: Partial<Schedule>): void => {
    setSchedule({ ...schedule, ...part });
    proof.reset();
    save.reset();
  };
  const proof = useAction('proveCoverage');
  const save = useAction('putSchedule', {
    refresh: [['readSchedule'], ['readOnCall']],
    done: t.saved,
    onSuccess: onDone,
  });
  return (
    <Panel title={t.edit}>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ body: schedule, version });
        }}
      >
        <p className={styles.quiet}>{t.layerHint}</p>
        <LayerFields layers={schedule.layers} onChange={(layers) => change({ layers })} />
        <StandIns schedule={schedule} onChange={change} />
        <Leave schedule={schedule} onChange={change} />
        {proof.data !== undefined && <Proof found={proof.data} />}
        <Failure error={proof.error} />
        {save.error instanceof ApiProblem && save.error.status !== 412 ? (
          <Alert color="red" title={t.refused} role="alert">
            {save.error.message}
          </Alert>
        ) : (
          <Failure error={save.error} />
        )}
        <div className={styles.row}>
          <Button type="submit" loading={save.isPending}>
            {actions.save}
          </Button>
          <Button
            variant="default"
            loading={proof.isPending}
            onClick={() => proof.mutate({ body: schedule })}
          >
            {t.check}
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            {actions.cancel}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

interface ProofProps {
  readonly found: {
    readonly gap: { readonly from: string; readonly to: string; readonly reason: string } | null;
  };
}

function Proof({ found: { gap } }: ProofProps) {
  const { onCallPage: t } = useText();
  const times = useTimes();
  if (gap === null) {
    return (
      <Alert color="green" role="status">
        {t.covered}
      </Alert>
    );
  }
  return (
    <Alert color="red" role="alert" title={t.gapAt(times.exactly(gap.from), times.exactly(gap.to))}>
      {gap.reason}
    </Alert>
  );
}
