import type { CriticalView } from '../../../../shared/contracts/api/views.ts';
import type { CriticalStage } from '../../../../shared/contracts/vocabulary.ts';

export interface StageStep {
  readonly stage: CriticalStage;
  readonly state: 'done' | 'current' | 'ahead';
  /** When the step was reached, where the case knows it. */
  readonly at: string | null;
}

const path: readonly CriticalStage[] = ['intake', 'paging', 'working', 'ended', 'closure-proposed', 'closed'];

/**
 * The workflow as a line. A workaround is another way to the same place as the end of the issue, so it takes
 * its place on the line until the issue is over.
 */
export function stepsOf(critical: CriticalView): StageStep[] {
  const { stage } = critical;
  const workaround =
    stage === 'workaround-given' || (critical.workaroundAt !== null && critical.endedAt === null);
  const line = path.map((step) => (step === 'ended' && workaround ? 'workaround-given' : step));
  const place = line.indexOf(stage);
  const reached: Partial<Record<CriticalStage, string | null>> = {
    intake: critical.declaredAt,
    paging: critical.clockStartedAt,
    working: critical.callbackReachedAt,
    'workaround-given': critical.workaroundAt,
    ended: critical.endedAt,
  };
  return line.map((step, index) => ({
    stage: step,
    state: index < place ? 'done' : index === place ? 'current' : 'ahead',
    at: index <= place ? (reached[step] ?? null) : null,
  }));
}
