import type { Rule } from './templates.ts';

/** JSONata states have no `*Path` fields: Step Functions refuses the definition, which CDK 2.276 still writes. */
export const noPathTimeouts: Rule = {
  id: 'no-path-timeouts',
  check: (templates) =>
    templates
      .ofType('AWS::StepFunctions::StateMachine')
      .filter(({ properties }) => /(Timeout|Heartbeat)SecondsPath/.test(JSON.stringify(properties)))
      .map((resource) => ({ resource, problem: 'has a timeout by path: use Timeout.jsonata' })),
};
