import * as z from 'zod/mini';
import { taskAnswers, waitingTasks } from '../../shared/aws/workflow.ts';
import { look, type Position, takeUp, waitFor } from '../../shared/desk/critical/workflow-steps.ts';
import { connectClockDesk } from '../_runtime/clock-desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const connected = connectClockDesk(readEnvironment(env));
const desk = {
  ...connected,
  tasks: waitingTasks(connected.table),
  answers: taskAnswers(),
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
