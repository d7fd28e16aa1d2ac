import { AwsError, arnOf } from '../aws.ts';
import { jsonProtocol, serviceOf } from '../endpoint/protocols.ts';
import type { Operations, Service } from '../endpoint/service.ts';
import type { Role } from '../iam/iam.ts';
import type { Lambdas } from '../lambda/service.ts';
import type { Platform } from '../platform.ts';
import {
  createStateMachines,
  FunctionError,
  type ServiceCall,
  type StateMachines,
  StatesApiError,
} from '../states/index.ts';
import { readToken } from '../states/tokens.ts';
import type { Handlers } from '../template/deploy.ts';

export interface Workflows {
  readonly handlers: Handlers;
  readonly api: Service;
  readonly machines: StateMachines;
  /** Starts an execution as a role that its own policies must allow. */
  startExecution(role: Role, stateMachineArn: string, input: string): void;
}

export interface WorkflowPorts {
  readonly lambdas: () => Lambdas;
  /** Calls a service as the state machine's role, as if by its SDK. */
  callService(role: Role, call: ServiceCall): Promise<unknown>;
}

interface Input {
  readonly stateMachineArn?: string;
  readonly executionArn?: string;
  readonly name?: string;
  readonly input?: string;
  readonly taskToken?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** The API's dates are seconds since the epoch. */
const dated = (answer: object): object =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      name.endsWith('Date') ? Date.parse(String(value)) / 1000 : value,
    ]),
  );

/** Errors of the workflows' API travel as those of every other service. */
const asAws = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof StatesApiError) throw new AwsError(error.name, error.message);
    throw error;
  }
};

const errorTypeOf = (payload: string): string =>
  String((JSON.parse(payload) as { errorType?: unknown } | null)?.errorType ?? 'Error');

/** Lambda's own failures have names of their own in a workflow (Step Functions guide, "Handling errors"). */
const workflowError = (errorType: string): string =>
  ['Sandbox.Timedout', 'Runtime.OutOfMemory', 'Runtime.ExitError'].includes(errorType)
    ? 'Lambda.Unknown'
    : errorType;

/**
 * The machine that a task token belongs to. AWS lists no resource for the calls that carry one, yet names the
 * machine when it refuses: a grant on `*` or on the machine is enough.
 */
const machineOfToken = (token = ''): string => {
  try {
    const { executionArn } = readToken(token);
    return executionArn.replace(':execution:', ':stateMachine:').split(':').slice(0, 7).join(':');
  } catch {
    return '*';
  }
};

export const createWorkflows = (platform: Platform, { lambdas, callService }: WorkflowPorts): Workflows => {
  const { region, iam, clock, store, meter, activity } = platform;

  const roleOf = (arn: string): Role => iam.assume('states.amazonaws.com', arn);

  const machines = createStateMachines({
    clock,
    store,
    async invokeLambda(functionArn, payload, { roleArn }) {
      await platform.ready;
      const { payload: answer, functionError } = await lambdas().invoke(
        roleOf(roleArn),
        functionArn,
        JSON.stringify(payload),
      );
      if (functionError) throw new FunctionError(workflowError(errorTypeOf(answer)), answer);
      return JSON.parse(answer);
    },
    async callService(call) {
      await platform.ready;
      return callService(roleOf(call.roleArn), call);
    },
    transitionsMeter: () => meter.count('states/transitions'),
  });
  activity.watch(machines.idle);

  const onMachine = (action: string) => (input: Input) => [
    { action: `states:${action}`, resource: input.stateMachineArn ?? '*' },
  ];
  const onExecution = (action: string) => (input: Input) => [
    { action: `states:${action}`, resource: input.executionArn ?? '*' },
  ];
  const onTask = (action: string) => (input: Input) => [
    { action: `states:${action}`, resource: machineOfToken(input.taskToken) },
  ];
  const request = (input: Input) => input as never;

  const operations: Operations<Input> = {
    StartExecution: {
      needs: onMachine('StartExecution'),
      run: (input) => asAws(() => dated(machines.startExecution(request(input)))),
    },
    DescribeExecution: {
      needs: onExecution('DescribeExecution'),
      run: (input) => asAws(() => dated(machines.describeExecution(request(input)))),
    },
    StopExecution: {
      needs: onExecution('StopExecution'),
      run: (input) => asAws(() => dated(machines.stopExecution(request(input)))),
    },
    ListExecutions: {
      needs: onMachine('ListExecutions'),
      run: (input) =>
        asAws(() => {
          const { executions, ...more } = machines.listExecutions(request(input));
          return { executions: executions.map(dated), ...more };
        }),
    },
    GetExecutionHistory: {
      needs: onExecution('GetExecutionHistory'),
      run: (input) => asAws(() => machines.getExecutionHistory(request(input))),
    },
    SendTaskSuccess: {
      needs: onTask('SendTaskSuccess'),
      run: (input) => asAws(() => machines.sendTaskSuccess(request(input))),
    },
    SendTaskFailure: {
      needs: onTask('SendTaskFailure'),
      run: (input) => asAws(() => machines.sendTaskFailure(request(input))),
    },
    SendTaskHeartbeat: {
      needs: onTask('SendTaskHeartbeat'),
      run: (input) => asAws(() => machines.sendTaskHeartbeat(request(input))),
    },
  };

  const handlers: Handlers = {
    'AWS::StepFunctions::StateMachine': {
      properties: [
        'StateMachineName',
        'StateMachineType',
        'RoleArn',
        'Definition',
        'DefinitionString',
        'DefinitionSubstitutions',
      ],
      ignored: ['LoggingConfiguration', 'TracingConfiguration', 'EncryptionConfiguration'],
      put({ properties, physicalName }) {
        const name = String(properties.StateMachineName ?? physicalName({ max: 80 }));
        const arn = arnOf('states', region, `stateMachine:${name}`);
        asAws(() =>
          machines.register({
            arn,
            name,
            roleArn: String(properties.RoleArn),
            definition: properties.Definition ?? properties.DefinitionString,
            substitutions: (properties.DefinitionSubstitutions ?? {}) as never,
          }),
        );
        return { ref: arn, attributes: { Arn: arn, Name: name } };
      },
    },
  };

  return {
    handlers,
    machines,
    api: serviceOf(jsonProtocol('1.0', 'com.amazonaws.states#'), operations) as Service,
    startExecution(role, stateMachineArn, input) {
      iam.authorise(role, { action: 'states:StartExecution', resource: stateMachineArn });
      asAws(() => machines.startExecution({ stateMachineArn, input }));
    },
  };
};
