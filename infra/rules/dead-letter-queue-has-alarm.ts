import { deadLetterQueuesOf } from './queue-has-dead-letters.ts';
import { at, list, type Rule } from './templates.ts';

/** A message that waits for a person calls one; where a function takes it, that function's own queue does. */
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
    const consumed = new Set(
      templates
        .ofType('AWS::Lambda::EventSourceMapping')
        .map(({ stack, properties }) => templates.target(stack, properties.EventSourceArn)),
    );
    return [...deadLetterQueuesOf(templates)]
      .filter((queue) => !watched.has(queue) && !consumed.has(queue))
      .map((resource) => ({ resource, problem: 'fills in silence: use DeadLetterQueue' }));
  },
};
