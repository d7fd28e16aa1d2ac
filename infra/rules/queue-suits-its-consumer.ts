import { at, list, type Rule } from './templates.ts';

/** AWS's own ratios for Lambda with SQS (Lambda developer guide, "Using Lambda with Amazon SQS"). */
export const queueSuitsItsConsumer: Rule = {
  id: 'queue-suits-its-consumer',
  check: (templates) =>
    templates.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
      const { stack, properties } = mapping;
      const queue = templates.target(stack, properties.EventSourceArn);
      const consumer = templates.target(stack, properties.FunctionName);
      if (queue?.type !== 'AWS::SQS::Queue') return [];
      const window = Number(properties.MaximumBatchingWindowInSeconds ?? 0);
      const visibility = Number(queue.properties.VisibilityTimeout ?? 30);
      const needed = 6 * Number(consumer?.properties.Timeout ?? 3) + window;
      const concurrency = at(properties, 'ScalingConfig', 'MaximumConcurrency');
      const problems = [
        visibility < needed &&
          `gives its consumer ${visibility} s: 6 timeouts and the window are ${needed} s`,
        Number(at(queue.properties, 'RedrivePolicy', 'maxReceiveCount')) < 5 &&
          'gives up before the 5th delivery: throttling alone would lose messages',
        concurrency !== undefined &&
          Number(concurrency) < 2 &&
          'limits its consumer to less than 2 at a time',
        !list(properties.FunctionResponseTypes).includes('ReportBatchItemFailures') &&
          'repeats a whole batch for one bad message: report item failures',
      ];
      return problems.filter((problem) => problem !== false).map((problem) => ({ resource: queue, problem }));
    }),
};
