import { createHmac } from 'node:crypto';
import { TransactWriteItemsCommand, type TransactWriteItemsInput } from '@aws-sdk/client-dynamodb';
import { createClock } from '../../../infra/local/clock.ts';
import { seedDemoData } from '../../../infra/local/demo-data.ts';
import { createStateMachines, type StateMachines } from '../../../infra/local/states/index.ts';
import { openStore } from '../../../infra/local/store.ts';
import { casesTable, criticalIssueDefinition } from '../../../infra/workflows/definition.ts';
import { caseLists } from '../../../shared/aws/case-lists.ts';
import { caseStore } from '../../../shared/aws/case-store.ts';
import { directory } from '../../../shared/aws/directory.ts';
import { directoryWriter } from '../../../shared/aws/directory-writer.ts';
import { dueIndex } from '../../../shared/aws/due-index.ts';
import type { Table } from '../../../shared/aws/dynamodb.ts';
import type { Publication } from '../../../shared/aws/event-bus.ts';
import { PageRefused } from '../../../shared/aws/pages.ts';
import { pins } from '../../../shared/aws/pins.ts';
import { scheduleStore } from '../../../shared/aws/schedule-store.ts';
import { uploads } from '../../../shared/aws/uploads.ts';
import { waitingTasks } from '../../../shared/aws/workflow.ts';
import { sendPage } from '../../../shared/desk/critical/send-page.ts';
import { advance, look, nextRun, takeUp } from '../../../shared/desk/critical/workflow-steps.ts';
import { ownerRule } from '../../../shared/desk/owner-rule.ts';
import { sweepDue } from '../../../shared/desk/sweep-due.ts';
import type { Case } from '../../../shared/domain/case/case.ts';
import type { TimelineEntry } from '../../../shared/domain/case/events.ts';

/** What the rule of infra/stacks/critical-issues.ts takes to functions/start-critical. */
const beginnings = ['critical.declared', 'case.reopened', 'workflow.renewed'];
const machineArn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:critical-issue';
const definition = criticalIssueDefinition();
export const start = '2026-11-24T01:43:10.000Z';

export interface WorldOptions {
  /** Every event comes so many times; 0 is a workflow that is gone. @default once */
  readonly deliveries?: number;
  /** Telephone numbers that SNS refuses. */
  readonly deadNumbers?: readonly string[];
  /** The host of a service that is told of every page. @default none */
  readonly pagingService?: string | null;
}

/**
 * The critical half of the desk on a real table and a real interpreter of the workflow, with the clock moved
 * by hand. The bus is a list: what is committed is delivered before time goes on.
 */
export async function criticalWorld(
  table: Table,
  { deliveries = 1, deadNumbers = [], pagingService = null }: WorldOptions = {},
) {
  const onTable = definition.replaceAll(casesTable, table.name);
  const clock = createClock({ speed: 0, start: Date.parse(start) });
  const store = openStore(':memory:');
  const now = (): string => new Date(clock.now()).toISOString();
  await seedDemoData(table, now());

  const announced: TimelineEntry[] = [];
  const stored = caseStore(table);
  const cases: typeof stored = {
    ...stored,
    commit: async (change, markers) => {
      await stored.commit(change, markers);
      announced.push(...change.entries);
    },
  };
  const texts: { at: string; phone: string; text: string }[] = [];
  const published: Publication[] = [];
  const transitions: string[] = [];
  let machines: StateMachines;

  const desk = {
    cases,
    directory: directory(table),
    write: directoryWriter(table),
    onCall: scheduleStore(table),
    pins: pins(table),
    uploads: uploads(table),
    owners: ownerRule({ directory: directory(table), lists: caseLists(table), now }),
    tasks: waitingTasks(table),
    answers: {
      succeed: async (taskToken: string, output: unknown) => {
        try {
          machines.sendTaskSuccess({ taskToken, output: JSON.stringify(output) });
          return 'succeeded' as const;
        } catch {
          return 'decided-before' as const;
        }
      },
    },
    texts: {
      send: async (phone: string, text: string) => {
        if (deadNumbers.includes(phone)) throw new PageRefused('InvalidParameter', null);
        texts.push({ at: now(), phone, text });
        return `sns-${texts.length}`;
      },
    },
    bus: {
      publish: async (events: readonly Publication[]) => {
        published.push(...events);
        return [];
      },
    },
    hotlineNumbers: ['+12025550143', '+12025550178'],
    settings: { deskName: 'Guardia', supportAddress: 'support@guardia.example' },
    hmac: (text: string) => createHmac('sha256', 'a secret of the tests').update(text).digest('hex'),
    deskName: 'Guardia',
    webUrl: 'https://desk.guardia.example',
    pagingService,
    now,
  };

  /** functions/critical-step, without the function around it. */
  const step = async (payload: unknown) => {
    const { step: doing, ...run } = payload as { step: string; caseId: string; execution: string };
    return doing === 'take-up' ? await takeUp(desk, run) : await look(desk, run);
  };
  /** The waits that runs asked the table to keep, as they asked. */
  const waits: TransactWriteItemsInput[] = [];
  /** What happens just before the next wait is kept. */
  const meanwhile: (() => Promise<void>)[] = [];
  const keepWait = async (wait: TransactWriteItemsInput): Promise<object> =>
    await table.client.send(new TransactWriteItemsCommand(wait) as never);
  const begin = (): StateMachines => {
    const begun = createStateMachines({
      clock,
      store,
      invokeLambda: async (_arn, payload) => await step(payload),
      callService: async ({ service, action, arguments: asked }) => {
        if (`${service}:${action}` !== 'dynamodb:transactWriteItems')
          throw new Error(`The critical workflow calls no ${service}:${action}.`);
        const wait = asked as unknown as TransactWriteItemsInput;
        waits.push(wait);
        await meanwhile.splice(0).at(0)?.();
        return await keepWait(wait);
      },
      transitionsMeter: ({ state }) => transitions.push(state),
    });
    begun.register({ arn: machineArn, name: 'critical-issue', roleArn: 'arn:role', definition: onTable });
    return begun;
  };
  machines = begin();

  /** functions/start-critical, without the function around it. */
  const startRun = async (asked: Parameters<typeof nextRun>[1]): Promise<void> => {
    const name = await nextRun(desk, asked);
    const input = JSON.stringify({ caseId: asked.caseId });
    if (name !== null) machines.startExecution({ stateMachineArn: machineArn, name, input });
  };
  const deliver = async ({ type, caseId, seq }: TimelineEntry): Promise<void> => {
    if (beginnings.includes(type)) await startRun({ caseId, seq, type });
    if (type === 'page.sent') await sendPage(desk, { caseId, seq });
    else await advance(desk, caseId);
  };
  const settle = async (): Promise<void> => {
    for (;;) {
      await machines.idle();
      const entry = announced.shift();
      if (entry === undefined) return;
      for (let times = 0; times < deliveries; times++) await deliver(entry);
    }
  };
  clock.settleWith(settle);

  return {
    desk,
    waits,
    keepWait,
    meanwhile,
    texts,
    published,
    transitions,
    settle,
    /** Moves the clock; everything that falls due on the way happens at its own time. */
    pass: async (minutes: number) => {
      await settle();
      await clock.advance(minutes * 60_000);
    },
    /** The workflow's process is killed and another goes on from what was on disk. */
    restart: () => {
      machines.close();
      machines = begin();
    },
    /** One sweep of the minute's tick. */
    tick: async () => {
      const onError = (caseId: string, error: unknown) => {
        throw new Error(`The tick could not settle ${caseId}.`, { cause: error });
      };
      return await sweepDue({ ...desk, due: dueIndex(table) }, { onError, onMissed: () => {} });
    },
    /** Somebody begins a run by hand, as the runbook says. */
    begin: async (caseId: string): Promise<void> => {
      await startRun({ caseId });
      await settle();
    },
    /** The runs that carry cases fail, all of them. */
    failRuns: () => {
      for (const { executionArn } of machines.listExecutions({ stateMachineArn: machineArn }).executions) {
        machines.stopExecution({ executionArn });
      }
    },
    read: async (caseId: string): Promise<Case> => {
      const of = await stored.read(caseId);
      if (of === null) throw new Error(`There is no case ${caseId}.`);
      return of;
    },
    timeline: async (caseId: string) => (await stored.timeline(caseId, { limit: 1_000 })).entries,
    runs: () => machines.listExecutions({ stateMachineArn: machineArn }).executions,
    /** How many events the histories of all runs hold together. */
    events: () =>
      machines
        .listExecutions({ stateMachineArn: machineArn, maxResults: 1_000 })
        .executions.reduce(
          (sum, { executionArn }) =>
            sum + machines.getExecutionHistory({ executionArn, maxResults: 1_000 }).events.length,
          0,
        ),
    at: (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString(),
  };
}
export type CriticalWorld = Awaited<ReturnType<typeof criticalWorld>>;
