import { type CaseLists, type ListPage, runs } from '../../aws/case-lists.ts';
import { AlreadyDone } from '../../aws/case-store.ts';
import { keys } from '../../aws/keys.ts';
import type { Case } from '../../domain/case/case.ts';
import { decideLogCallback } from '../../domain/case/critical/callback.ts';
import { isCritical } from '../../domain/case/critical/guards.ts';
import type { Actor } from '../../domain/case/vocabulary.ts';
import { InvalidInput } from '../../errors/index.ts';
import type { ListedCase } from '../case-view.ts';
import { changeCase } from '../change-case.ts';
import type { DecidingDesk } from '../desk.ts';

/** A call to a customer as the telephone system recorded it. */
export interface RecordedCall {
  /** The telephone system's own id of the call: the same call twice is one. */
  readonly callId: string;
  readonly number: string;
  /** Who called, by the telephone system's user name. */
  readonly caller: string;
  readonly startedAt: string;
  /** From the customer's picking up to the end; 0 if nobody did. */
  readonly durationSeconds: number;
}

export interface RecordingDesk extends DecidingDesk {
  readonly lists: CaseLists;
}

const perPage = 100;
/** The statuses and stages in which a case may still wait for its callback. */
const open = (['new', 'in-progress', 'waiting-on-customer', 'closure-proposed'] as const).map((status) =>
  runs.status(status),
);
const owing: readonly string[] = ['paging', 'closure-proposed'];

/**
 * Puts a recorded call on every open critical case that waits for a call to its number: the callback is
 * proven by the record, without anybody's word.
 *
 * @returns the cases that it was put on
 */
export async function recordCall(desk: RecordingDesk, call: RecordedCall): Promise<readonly string[]> {
  const waiting = await waitingFor(desk, call.number);
  const put: string[] = [];
  for (const caseId of waiting) {
    if (await onCase(desk, caseId, call)) put.push(caseId);
  }
  return put;
}

/** Every open case that owes a call to a number: there may be thousands of others between them. */
async function waitingFor({ lists, cases }: RecordingDesk, number: string): Promise<string[]> {
  const waiting: string[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const page: ListPage<ListedCase> = await lists.page<ListedCase>(open, { limit: perPage, after });
    const listed = page.items.filter(({ stage }) => owing.includes(stage ?? ''));
    const found = await cases.readMany(listed.map(({ caseId }) => caseId));
    waiting.push(...found.filter((of) => owesCallTo(of, number)).map(({ caseId }) => caseId));
    after = page.next;
  } while (after !== null);
  return waiting;
}

const owesCallTo = ({ critical }: Case, number: string): boolean =>
  critical?.callbackReachedAt === null && critical.vitalInformation?.contactPhone === number;

async function onCase(desk: RecordingDesk, caseId: string, call: RecordedCall): Promise<boolean> {
  const { callId, caller, ...made } = call;
  const actor: Actor = { kind: 'system', id: 'call-records', name: caller };
  try {
    const change = await changeCase(desk, {
      caseId,
      markers: (seq) => [{ key: keys.done(`call:${callId}:${caseId}`), place: { caseId, seq } }],
      decide: (current) => {
        if (!isCritical(current)) return [];
        const context = { now: desk.now(), actor, side: 'desk' } as const;
        const logged = { ...made, notes: null, source: 'call-record', mail: null } as const;
        try {
          return decideLogCallback(current, { ...logged, outcome: 'reached' }, context);
        } catch (error) {
          // Too short to have reached anybody: an attempt.
          if (!(error instanceof InvalidInput)) throw error;
          return decideLogCallback(current, { ...logged, outcome: 'no-answer' }, context);
        }
      },
    });
    return change !== null;
  } catch (error) {
    if (error instanceof AlreadyDone || error instanceof InvalidInput) return false;
    throw error;
  }
}
