import { deadLetterQueuesOf } from './queue-has-dead-letters.ts';
import { at, list, type Rule } from './templates.ts';

/** A message that waits for a person calls one. */
export const deadLetterQueueHasAlarm: Rule = {
  id: 'dead-letter-queue-has-alarm',
  check: (templates) => {
    const watched = new Set(
      templates
        .ofType('AWS::CloudWatch::Alarm')
        .filter(({ properties }) => properties.MetricName === 'ApproximateNumberOfMessagesVisible')
        .flatMap(({ stack, properties }) =>
          list(properties.Dimensions).map((dimension) => templates.target(stack, at(dimension, 'Value'))),
        ),
    );
    return [...deadLetterQueuesOf(templates)]
      .filter((queue) => !watched.has(queue))
      .map((resource) => ({ resource, problem: 'fills in silence: use DeadLetterQueue' }));
  },
};
