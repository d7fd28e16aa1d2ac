import { at, list, type Resource, type Rule, type Templates } from './templates.ts';

/**
 * Whoever invokes a function without waiting is done once Lambda has accepted: its retries and its
 * dead-letter queue end there. After the function's own last try, only an on-failure destination is left.
 */
export const asyncFunctionHasFailureDestination: Rule = {
  id: 'async-function-has-failure-destination',
  check: (templates) => {
    const covered = new Set(
      templates
        .ofType('AWS::Lambda::EventInvokeConfig')
        .filter(
          ({ properties }) => at(properties, 'DestinationConfig', 'OnFailure', 'Destination') !== undefined,
        )
        .map(({ stack, properties }) => templates.target(stack, properties.FunctionName)),
    );
    return [...asynchronousFunctions(templates)]
      .filter((resource) => !covered.has(resource))
      .map((resource) => ({
        resource,
        problem: 'is invoked asynchronously: give it an on-failure destination',
      }));
  },
};

function asynchronousFunctions(templates: Templates): ReadonlySet<Resource> {
  const targets = templates.resources.flatMap(({ stack, type, properties }) => {
    if (type === 'AWS::Scheduler::Schedule')
      return [templates.target(stack, at(properties, 'Target', 'Arn'))];
    if (type === 'AWS::SNS::Subscription') return [templates.target(stack, properties.Endpoint)];
    if (type === 'AWS::Events::Rule') {
      return list(properties.Targets).map((target) => templates.target(stack, at(target, 'Arn')));
    }
    return type.startsWith('Custom::') ? [templates.target(stack, properties.ServiceToken)] : [];
  });
  return new Set(
    targets.filter((target) => target !== undefined).filter(({ type }) => type === 'AWS::Lambda::Function'),
  );
}
