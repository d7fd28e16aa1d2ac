import { at, list, type Rule } from './templates.ts';

/** Every function that fails or is throttled rings. */
export const functionHasAlarms: Rule = {
  id: 'function-has-alarms',
  check: (templates) => {
    const watched = templates.ofType('AWS::CloudWatch::Alarm').flatMap(({ stack, properties }) =>
      list(properties.Dimensions).map((dimension) => ({
        metric: properties.MetricName,
        target: templates.target(stack, at(dimension, 'Value')),
      })),
    );
    return templates
      .ofType('AWS::Lambda::Function')
      .flatMap((resource) =>
        ['Errors', 'Throttles']
          .filter((metric) => !watched.some((alarm) => alarm.metric === metric && alarm.target === resource))
          .map((metric) => ({ resource, problem: `has no alarm on ${metric}: use ServiceFunction` })),
      );
  },
};
