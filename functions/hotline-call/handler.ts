import * as z from 'zod/mini';
import { pins } from '../../shared/aws/pins.ts';
import { answerCall, type CallerCard } from '../../shared/desk/critical/answer-call.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const connected = connectReadingDesk(readEnvironment(env).TABLE_NAME);
const desk = { ...connected, pins: pins(connected.table) };

/** What Amazon Connect sends from a contact flow; of the call itself nothing is believed (caller ids are forged). */
const Asked = z.object({ Details: z.object({ Parameters: z.object({ typed: z.string() }) }) });

/** Tells a contact flow which case a caller means, as the flat texts that a flow can read. */
export async function handler(event: unknown): Promise<CallerCard> {
  return await answerCall(desk, Asked.parse(event).Details.Parameters.typed);
}
