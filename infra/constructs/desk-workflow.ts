import { Aws, CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  LogLevel,
  QueryLanguage,
  type State,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Granted } from './granted.ts';
import type { ServiceFunction } from './service-function.ts';
import { VendedLogs } from './vended-logs.ts';
import { Watch } from './watch.ts';
import { acknowledgeWildcard } from './wildcard.ts';

export interface DeskWorkflowProps {
  /** The state machine's whole name. Its ARN is known before it is made: its own steps may answer it. */
  readonly name: string;
  /** Makes the states, and gives the first. */
  readonly definition: (scope: Construct, step: ServiceFunction) => State;
  /** The one function that every step invokes. */
  readonly step: ServiceFunction;
  readonly logRetentionDays: RetentionDays;
  /** The name of the alarm on failed runs, without the deployment's prefix. */
  readonly alarm: string;
  /** One sentence: what a run that failed means for people. */
  readonly meaning: string;
}

/** A standard workflow in JSONata, whose runs are logged and watched. */
export class DeskWorkflow extends Construct {
  constructor(scope: Construct, id: string, props: DeskWorkflowProps) {
    super(scope, id);
    const { name, definition, step, alarm, meaning } = props;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      queryLanguage: QueryLanguage.JSONATA,
      definitionBody: DefinitionBody.fromChainable(definition(this, step)),
      role,
      tracingEnabled: true,
      logs: {
        destination: new VendedLogs(this, 'Logs', {
          name: `states/${name}`,
          retention: props.logRetentionDays,
        }).logGroup,
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Delivery of logs and of traces knows no resources (Service Authorization Reference, CloudWatch Logs and X-Ray).',
    });
    acknowledgeWildcard(
      role,
      `${step.handler.functionArn}:*`,
      'CDK lets a state machine invoke every version of its function; there is one function and no version.',
    );
    new CfnOutput(this, 'Arn', { value: machine.stateMachineArn }).overrideLogicalId('StateMachineArn');
    new Watch(this, 'Failed', {
      name: alarm,
      meaning,
      metric: machine.metricFailed({ period: Duration.minutes(1) }),
    });
  }
}

/** The ARN of the state machine of this name, with permission to start its runs. */
export function grantStarts(name: string): Granted {
  return granted(name, ['states:StartExecution']);
}

/**
 * Permission to answer the tasks that runs wait on. The answer names its run by a token; AWS checks it
 * against the state machine all the same (aws-cdk#8486).
 */
export function grantAnswers(name: string): Granted {
  return granted(name, ['states:SendTaskSuccess']);
}

function granted(name: string, actions: string[]): Granted {
  const arn = `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:stateMachine:${name}`;
  return {
    value: arn,
    grantTo: (grantee) => {
      Grant.addToPrincipal({ grantee, actions, resourceArns: [arn] });
    },
  };
}
