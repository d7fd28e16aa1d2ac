import * as z from 'zod/mini';
import { scheduleStore } from '../../shared/aws/schedule-store.ts';
import { taskAnswers, waitingTasks } from '../../shared/aws/workflow.ts';
import { look, type Position, takeUp, waitFor } from '../../shared/desk/critical/workflow-steps.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment, setting } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const connected = connectReadingDesk(environment.TABLE_NAME);
const desk = {
  ...connected,
  onCall: scheduleStore(connected.table),
  tasks: waitingTasks(connected.table),
  answers: taskAnswers(),
  pagingService: setting(environment.PAGING_SERVICE),
};

const run = { caseId: z.string(), execution: z.string() };
/** What the states of infra/workflows/critical-issue.ts ask for. */
const Step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('take-up'), ...run }),
  z.object({ step: z.literal('look'), ...run }),
  z.object({
    step: z.literal('wait'),
    ...run,
    token: z.string(),
    stages: z.array(z.string()),
    until: z.string(),
    enteredAt: z.string(),
  }),
]);

/** One step of the critical workflow; each can be repeated, because all it knows it reads from the case. */
export async function handler(event: unknown): Promise<Position | null> {
  const { step, caseId, ...asked } = Step.parse(event);
  if (step === 'take-up') return await takeUp(desk, { caseId, ...asked });
  if (step === 'look') return await look(desk, { caseId, ...asked });
  await waitFor(desk, caseId, asked as Omit<z.infer<typeof Step> & { step: 'wait' }, 'step' | 'caseId'>);
  return null;
}
