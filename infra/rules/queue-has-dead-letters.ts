import { at, type Resource, type Rule, type Templates } from './templates.ts';

/** A message that cannot be processed waits somewhere for a person, for as long as SQS can keep it. */
export const queueHasDeadLetters: Rule = {
  id: 'queue-has-dead-letters',
  check: (templates) => {
    const deadLetterQueues = deadLetterQueuesOf(templates);
    return templates.ofType('AWS::SQS::Queue').flatMap((queue) => {
      if (!deadLetterQueues.has(queue)) {
        return queue.properties.RedrivePolicy === undefined
          ? [{ resource: queue, problem: 'has no dead-letter queue and is none: give it a RedrivePolicy' }]
          : [];
      }
      return queue.properties.MessageRetentionPeriod === 1_209_600
        ? []
        : [{ resource: queue, problem: 'is a dead-letter queue: keep its messages for 14 days' }];
    });
  },
};

/** Every queue that something gives its failures to. */
export function deadLetterQueuesOf(templates: Templates): ReadonlySet<Resource> {
  const queues = new Set<Resource>();
  for (const { stack, properties } of templates.resources) {
    for (const arn of failureTargets(properties)) {
      const queue = templates.target(stack, arn);
      if (queue?.type === 'AWS::SQS::Queue') queues.add(queue);
    }
  }
  return queues;
}

function failureTargets(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(failureTargets);
  if (typeof value !== 'object' || value === null) return [];
  return [
    at(value, 'deadLetterTargetArn'),
    at(value, 'DeadLetterConfig', 'Arn'),
    at(value, 'OnFailure', 'Destination'),
    ...Object.values(value).flatMap(failureTargets),
  ].filter((target) => target !== undefined);
}
