import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  IntegrationPattern,
  Pass,
  type State,
  Succeed,
  TaskInput,
  type TaskStateBase,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

/** The states' names are the contract's words: a support manager reads them in the console. */
export const states = {
  takeUp: 'Take the case up',
  where: 'Where the case stands',
  intake: 'Intake',
  awaitInformation: 'Await vital information',
  page: 'Page',
  paged: 'Paged when taken up',
  awaitCallback: 'Await callback',
  calledBack: 'Called back',
  work: 'Work with updates',
  keepPromise: 'Keep the update promise',
  solved: 'Workaround given or ended',
  proposed: 'Closure proposed',
  agreed: 'Agreed',
  closed: 'Closed',
  reclassified: 'Reclassified as non-critical',
  superseded: 'Carried by a newer run',
} as const;

/** A step that reads and does what is due, and says where the case stands and when to look again. */
const answer = '{% $states.result.Payload %}';
const run = { caseId: '{% $caseId %}', execution: '{% $states.context.Execution.Name %}' };
/** All that a run knows, where it begins anew. */
const theCase = { caseId: run.caseId };
/** The version of the case that the step before has read, if there is something to wait for; else one that no case has. */
const versionAt = (stages: readonly string[]) =>
  `{% $string($states.input.stage in ${JSON.stringify(stages)} ? [$states.input.version, -1][0] : -1) %}`;
/** Seconds to an absolute time. One that has passed is an error to Step Functions, so never less than one. */
const secondsUntil = '{% $max([1, $ceil(($toMillis($states.input.until) - $millis()) / 1000)]) %}';
const at = (...stages: readonly string[]) =>
  Condition.jsonata(`{% $states.input.stage in ${JSON.stringify(stages)} %}`);
/** What a wait that was not kept ends in: the case, or the run that carries it, is no longer as it was looked at. */
export const movedOn = 'DynamoDb.TransactionCanceledException';
/** At a stage whose next moment is still to come: the step before has done what was due. */
const nothingDueAt = (stage: string) =>
  Condition.jsonata(
    `{% $states.input.stage = ${JSON.stringify(stage)} and $toMillis($states.input.until) > $millis() %}`,
  );

/** The table of the cases, where a run that waits leaves its token. */
interface Cases {
  readonly name: string;
  readonly arn: string;
}

/**
 * The life of a critical issue, as the contract tells it. The run knows a case by its id alone: where it
 * goes is what the case says, so that it can be begun again at any moment and goes on where the case
 * stands. People's actions let a waiting state go on; its timeout is the case's own next deadline.
 */
export function criticalIssue(
  scope: Construct,
  { step, cases }: { readonly step: IFunction; readonly cases: Cases },
): State {
  const act = (name: string, doing: string) => actState(scope, { name, step, doing });
  const wait = (name: string, stages: readonly string[]) =>
    waitState(scope, { name, cases, stages }).addCatch(takeUp, { errors: [movedOn], outputs: theCase });
  const choose = (name: string) => Choice.jsonata(scope, name, {});
  const end = (name: string) => Succeed.jsonata(scope, name, {});

  const takeUp = LambdaInvoke.jsonata(scope, states.takeUp, {
    lambdaFunction: step,
    payload: TaskInput.fromObject({ step: 'take-up', ...run, caseId: '{% $states.input.caseId %}' }),
    retryOnServiceExceptions: false,
    assign: { caseId: '{% $states.input.caseId %}' },
    outputs: answer,
  });
  patient(takeUp);
  const where = choose(states.where);
  const intake = act(states.intake, 'look');
  const awaitInformation = wait(states.awaitInformation, ['intake']);
  const page = act(states.page, 'look');
  const paged = Pass.jsonata(scope, states.paged, {});
  const awaitCallback = wait(states.awaitCallback, ['paging']);
  const calledBack = choose(states.calledBack);
  const work = wait(states.work, ['working']);
  const keepPromise = act(states.keepPromise, 'look');
  const solved = wait(states.solved, ['workaround-given', 'ended']);
  const proposed = wait(states.proposed, ['closure-proposed']);
  const agreed = choose(states.agreed);
  const closed = end(states.closed);

  takeUp.next(where);
  where
    .when(at('intake'), intake)
    .when(nothingDueAt('paging'), paged, { comment: 'paging, nothing due' })
    .when(at('paging'), page)
    .when(at('working'), work)
    .when(at('workaround-given', 'ended'), solved)
    .when(at('closure-proposed'), proposed)
    .when(at('closed'), closed)
    .when(at('superseded'), end(states.superseded))
    .otherwise(end(states.reclassified));

  intake.next(awaitInformation);
  onTimeout(awaitInformation, intake).next(where);
  page.next(awaitCallback);
  paged.next(awaitCallback);
  onTimeout(awaitCallback, page).next(calledBack);
  calledBack.when(at('working'), work).otherwise(where);
  keepPromise.next(work);
  onTimeout(work, keepPromise).next(where);
  onTimeout(solved, takeUp).next(where);
  onTimeout(proposed, takeUp).next(agreed);
  agreed.when(at('closed'), closed).otherwise(where);
  return takeUp;
}

function actState(
  scope: Construct,
  { name, step, doing }: { name: string; step: IFunction; doing: string },
): LambdaInvoke {
  const state = LambdaInvoke.jsonata(scope, name, {
    lambdaFunction: step,
    payload: TaskInput.fromObject({ step: doing, ...run }),
    retryOnServiceExceptions: false,
    outputs: answer,
  });
  return patient(state);
}

/**
 * Waits for the case to leave these stages, or for its next deadline. The token is kept beside the case only if the case
 * is in one of them, still as the step before has looked at it, and no later wait is there: so a change is seen either by
 * that step, or by whoever finds the token.
 */
function waitState(
  scope: Construct,
  { name, cases, stages }: { name: string; cases: Cases; stages: readonly string[] },
): CallAwsService {
  const pk = { S: '{% "CASE#" & $caseId %}' };
  const enteredAt = { S: '{% $states.context.State.EnteredTime %}' };
  const token = {
    pk,
    sk: { S: 'TASK' },
    token: { S: '{% $states.context.Task.Token %}' },
    execution: { S: run.execution },
    stages: { L: stages.map((stage) => ({ S: stage })) },
    until: { S: '{% $states.input.until %}' },
    enteredAt,
  };
  const state = CallAwsService.jsonata(scope, name, {
    service: 'dynamodb',
    action: 'transactWriteItems',
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    parameters: {
      TransactItems: [
        {
          Put: {
            TableName: cases.name,
            Item: token,
            ConditionExpression: 'attribute_not_exists(pk) OR enteredAt <= :enteredAt',
            ExpressionAttributeValues: { ':enteredAt': enteredAt },
          },
        },
        {
          ConditionCheck: {
            TableName: cases.name,
            Key: { pk, sk: { S: 'META' } },
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': { N: versionAt(stages) } },
          },
        },
      ],
    },
    // A transaction is allowed by its parts (DynamoDB developer guide, "Transactions and IAM").
    iamAction: 'dynamodb:PutItem',
    iamResources: [cases.arn],
    additionalIamStatements: [
      new PolicyStatement({ actions: ['dynamodb:ConditionCheckItem'], resources: [cases.arn] }),
    ],
    taskTimeout: Timeout.jsonata(secondsUntil),
  });
  state.addRetry({ errors: [movedOn], maxAttempts: 0 });
  return patient(state);
}

/** A deadline of the case has come: the step that it goes to reads which. */
function onTimeout<Waiting extends TaskStateBase>(state: Waiting, to: State): Waiting {
  state.addCatch(to, { errors: [Errors.TIMEOUT], outputs: theCase });
  return state;
}

/**
 * A critical issue is never given up: a step that fails is tried again for a day, soon and then every half
 * minute. A timeout is no failure: it is a deadline.
 */
function patient<Step extends TaskStateBase>(state: Step): Step {
  state.addRetry({
    errors: [Errors.TASKS_FAILED],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxDelay: Duration.seconds(30),
    maxAttempts: 2_880,
  });
  return state;
}
