import { Logger } from '@aws-lambda-powertools/logger';
import type { EventBridgeHandler } from 'aws-lambda';
import { workflow } from '../../shared/aws/workflow.ts';
import { nextRun } from '../../shared/desk/critical/workflow-steps.ts';
import { connectReadingDesk } from '../_runtime/desk.ts';
import { readEnvironment } from '../_runtime/environment.ts';
import { env } from './env.ts';

const environment = readEnvironment(env);
const desk = connectReadingDesk(environment.TABLE_NAME);
const runs = workflow(environment.STATE_MACHINE_ARN);
const logger = new Logger();

interface Announced {
  readonly caseId: string;
  /** Missing when somebody begins a run by hand (docs/runbook.md, critical-issue-failed). */
  readonly seq?: number;
  readonly type?: string;
}

/** Starts a run of the workflow for the entry that calls for one; the same entry again is the same run. */
export const handler: EventBridgeHandler<string, Announced, void> = async ({ detail }) => {
  const { caseId } = detail;
  const name = await nextRun(desk, detail);
  if (name === null) return;
  logger.info('critical workflow', { caseId, name, outcome: await runs.start(name, { caseId }) });
};
