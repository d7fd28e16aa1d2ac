import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintTemplates } from '../../infra/lint-templates.ts';
import { parseDefinition } from '../../infra/local/states/index.ts';
import { movedOn, states } from '../../infra/workflows/critical-issue.ts';
import { criticalIssueDefinition } from '../../infra/workflows/definition.ts';
import { drawWorkflow, page, withDrawing } from '../../infra/workflows/diagram.ts';
import { keys } from '../../shared/aws/keys.ts';
import { actionsOf, givenDeployment, statementsOf } from './support/given.ts';

const text = criticalIssueDefinition();
const definition = JSON.parse(text) as { StartAt: string; States: Record<string, Record<string, unknown>> };
const waiting = Object.entries(definition.States).filter(([, { Resource }]) =>
  String(Resource).endsWith('waitForTaskToken'),
);

describe('the critical workflow', () => {
  it('is a definition that Step Functions takes, in JSONata', () => {
    expect(() => parseDefinition(text)).not.toThrow();
    expect(text).not.toMatch(/"[A-Za-z]+Path"/);
  });

  it('has the contract’s words as its states', () => {
    expect(Object.keys(definition.States).sort()).toEqual(Object.values(states).sort());
  });

  it('begins with the case alone', () => {
    expect(definition.StartAt).toBe(states.takeUp);
    expect(definition.States[states.takeUp]?.Arguments).toMatchObject({
      Payload: { step: 'take-up', caseId: '{% $states.input.caseId %}' },
    });
  });

  it.each(waiting)(
    'wakes from «%s» at the case’s deadline, and never in less than a second',
    (_name, state) => {
      expect(state.TimeoutSeconds).toMatch(/^\{% \$max\(\[1, \$ceil\(/);
      expect(state.Catch).toContainEqual(expect.objectContaining({ ErrorEquals: ['States.Timeout'] }));
    },
  );

  it.each(waiting)('begins anew from «%s» where the case has moved on before it waits', (_name, state) => {
    expect(state.Catch).toContainEqual({
      ErrorEquals: [movedOn],
      Next: states.takeUp,
      Output: { caseId: '{% $caseId %}' },
    });
    expect(state.Retry).toContainEqual({ ErrorEquals: [movedOn], MaxAttempts: 0 });
  });

  it.each(waiting)('keeps the token of «%s» where its readers look for it', (_name, state) => {
    const { TransactItems } = state.Arguments as { TransactItems: unknown };
    const pk = { S: `{% "${keys.case('').pk}" & $caseId %}` };
    expect(TransactItems).toMatchObject([
      { Put: { Item: { pk, sk: { S: keys.task('').sk } } } },
      { ConditionCheck: { Key: { pk, sk: { S: keys.case('').sk } } } },
    ]);
  });

  it('tries a failed step again for a day, and takes no deadline for a failure', () => {
    const retried = Object.values(definition.States).filter(({ Type }) => Type === 'Task');
    for (const { Retry } of retried) {
      expect((Retry as object[]).at(-1)).toMatchObject({
        ErrorEquals: ['States.TaskFailed'],
        MaxDelaySeconds: 30,
        MaxAttempts: 2_880,
      });
    }
  });

  it('is drawn in the docs as it is', () => {
    const shown = readFileSync(page, 'utf8');
    expect(shown).toContain(drawWorkflow(text));
    expect(withDrawing(shown, text)).toBe(shown);
  });
});

describe('the critical stack', () => {
  const { templates } = givenDeployment();

  it('lets only its own functions answer and start its own workflow', () => {
    for (const [name, action] of [
      ['advance-critical', 'states:SendTaskSuccess'],
      ['start-critical', 'states:StartExecution'],
    ] as const) {
      const statements = statementsOf(templates, name).filter(({ Action }) => Action === action);
      expect(JSON.stringify(statements)).toContain(':stateMachine:guardia-critical-issue');
    }
  });

  it('watches what SNS says only in its metrics: the month’s spend, and what was not delivered', () => {
    const alarms = givenDeployment({ smsMonthlyLimitUsd: 50 })
      .templates.ofType('AWS::CloudWatch::Alarm')
      .map(({ properties }) => properties);
    expect(alarms.find(({ AlarmName }) => AlarmName === 'guardia-sms-spend')).toMatchObject({
      Namespace: 'AWS/SNS',
      MetricName: 'SMSMonthToDateSpentUSD',
      Statistic: 'Maximum',
      Threshold: 40,
    });
    expect(alarms.find(({ AlarmName }) => AlarmName === 'guardia-sms-undelivered')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'notBreaching',
      Metrics: [expect.objectContaining({ Expression: expect.stringContaining('AVG(SMSSuccessRate)') })],
    });
  });

  it('sends texts to telephones and to no topic', () => {
    const publishing = statementsOf(templates, 'send-page').filter(({ Action }) => Action === 'sns:Publish');
    expect(publishing).toEqual([
      expect.objectContaining({
        NotResource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:*:*:*']] },
      }),
    ]);
  });

  it('logs every step and traces each run', () => {
    expect(templates.ofType('AWS::StepFunctions::StateMachine').map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: expect.objectContaining({ Level: 'ALL', IncludeExecutionData: false }),
      }),
    ]);
  });
});

describe('a paging service beside our own pages', () => {
  const service = { url: 'https://events.pagerduty.com/v2/enqueue', keySecretName: 'guardia/pagerduty' };
  const { templates } = givenDeployment({ pagingService: service });

  const rules = templates
    .ofType('AWS::Events::Rule')
    .map(({ properties }) => properties as { EventPattern: object; Targets: Target[] })
    .filter(({ Targets }) => JSON.stringify(Targets).includes('dedup_key'));
  interface Target {
    readonly InputTransformer: { readonly InputTemplate: string };
    readonly RetryPolicy: object;
    readonly DeadLetterConfig: object;
  }

  it('has one alert a case, another once the callback is overdue, and none when nobody need call', () => {
    const told = rules.flatMap(({ Targets }) =>
      Targets.map(({ InputTransformer }) =>
        /"event_action":"(\w+)","dedup_key":"?(<[^",}]*)/
          .exec(InputTransformer.InputTemplate)
          ?.slice(1)
          .join(' '),
      ),
    );
    expect(told.sort()).toEqual([
      'acknowledge <detail-caseId>',
      'resolve <detail-caseId>',
      'resolve <detail-caseId>',
      'resolve <detail-caseId>/overdue',
      'resolve <detail-caseId>/overdue',
      'trigger <detail-caseId>',
      'trigger <detail-caseId>/overdue',
    ]);
  });

  it('is told in time or not at all, and what it did not take is kept', () => {
    for (const { RetryPolicy, DeadLetterConfig } of rules.flatMap(({ Targets }) => Targets)) {
      expect(RetryPolicy).toMatchObject({ MaximumEventAgeInSeconds: 300 });
      expect(DeadLetterConfig).toBeDefined();
    }
  });

  it('lets what records its refusals do that alone', () => {
    expect(
      actionsOf(templates, 'undelivered-page').filter((action) => !/^(sqs|xray|logs):/.test(action)),
    ).toEqual(actionsOf(templates, 'send-page').filter((action) => action.startsWith('dynamodb:')));
  });

  it('never has its key in a template', () => {
    const [connection] = templates.ofType('AWS::Events::Connection');
    const key = '{{resolve:secretsmanager:guardia/pagerduty:SecretString:::}}';
    expect(connection?.properties.AuthParameters).toMatchObject({
      ApiKeyAuthParameters: { ApiKeyValue: key },
      InvocationHttpParameters: { BodyParameters: [{ Key: 'routing_key', Value: key, IsValueSecret: true }] },
    });
  });

  it('keeps every rule of the other stacks', () => {
    expect(lintTemplates(templates)).toEqual([]);
  });
});
