import { createClock } from '../../../infra/local/clock.ts';
import {
  type CallContext,
  createStateMachines,
  type Json,
  type ServiceCall,
  type StatesPorts,
} from '../../../infra/local/states/index.ts';
import { openStore } from '../../../infra/local/store.ts';

export const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:test';
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:';

/** What a task's function does, by its name. */
export type Functions = Record<string, (payload: Json, context: CallContext) => unknown>;

export interface WorldOptions extends Partial<Omit<StatesPorts, 'clock' | 'store'>> {
  readonly functions?: Functions;
  readonly services?: (call: ServiceCall) => unknown;
}

/** One local Step Functions on the real clock, moved by hand, and the real store. */
export const world = ({ functions = {}, services, ...ports }: WorldOptions = {}) => {
  const clock = createClock({ speed: 0, start: Date.parse('2026-11-24T01:00:00Z') });
  const store = openStore(':memory:');
  const make = () =>
    createStateMachines({
      clock,
      store,
      invokeLambda: async (arn, payload, context) =>
        functions[arn.split(':').at(-1) ?? '']?.(payload, context),
      callService: async (call) => services?.(call),
      ...ports,
    });
  const machines = make();
  clock.settleWith(() => machines.idle());
  return {
    clock,
    store,
    machines,
    /** The same store under a new process. */
    restart() {
      const again = make();
      clock.settleWith(() => again.idle());
      return again;
    },
    register: (definition: object) =>
      machines.register({ arn: MACHINE, name: 'test', roleArn: 'arn:role', definition: machine(definition) }),
    /** Starts an execution of a definition and lets everything happen that happens at once. */
    async run(definition: object, input: Json = {}, name = 'run') {
      machines.register({ arn: MACHINE, name: 'test', roleArn: 'arn:role', definition: machine(definition) });
      const { executionArn } = machines.startExecution({
        stateMachineArn: MACHINE,
        name,
        input: JSON.stringify(input),
      });
      await machines.idle();
      return ended(machines.describeExecution({ executionArn }));
    },
    async look(name = 'run') {
      await machines.idle();
      return ended(machines.describeExecution({ executionArn: executionArn(name) }));
    },
    types: (name = 'run') =>
      machines
        .getExecutionHistory({ executionArn: executionArn(name), maxResults: 1000 })
        .events.map(({ type }) => type),
  };
};

export const executionArn = (name: string) => `${MACHINE.replace(':stateMachine:', ':execution:')}:${name}`;

const ended = ({
  status,
  output,
  error,
  cause,
}: {
  status: string;
  output?: string;
  error?: string;
  cause?: string;
}) => ({
  status,
  ...(output === undefined ? {} : { output: JSON.parse(output) as Json }),
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});

/** A JSONata definition of some states that starts at the first. */
export const machine = (definition: object) =>
  'StartAt' in definition
    ? { QueryLanguage: 'JSONata', ...definition }
    : { QueryLanguage: 'JSONata', StartAt: Object.keys(definition)[0], States: definition };

export const invoke = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: FUNCTION + name, Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  End: true,
  ...more,
});

/** A task that hands its token to a function and waits for the answer. */
export const await_ = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: FUNCTION + name, Payload: { token: '{% $states.context.Task.Token %}' } },
  End: true,
  ...more,
});

/** A failure of a function, by its error type. */
export const failing = (name: string, message = `${name}!`) => Object.assign(new Error(message), { name });
