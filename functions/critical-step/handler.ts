import * as z from 'zod/mini';
import { look, type Position, takeUp } from '../../shared/desk/critical/workflow-steps.ts';
import { connectClockDesk } from '../_runtime/clock-desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const desk = connectClockDesk(readEnvironment(env));

/** What the acting states of infra/workflows/critical-issue.ts ask for. */
const Step = z.object({ step: z.enum(['take-up', 'look']), caseId: z.string(), execution: z.string() });

/** One step of the critical workflow; each can be repeated, because all it knows it reads from the case. */
export async function handler(event: unknown): Promise<Position> {
  const { step, ...run } = Step.parse(event);
  return step === 'take-up' ? await takeUp(desk, run) : await look(desk, run);
}
