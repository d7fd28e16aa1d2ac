import { at, list, type Rule } from './templates.ts';

/**
 * By default one poison record stops a stream for 24 hours and is then lost. Order holds per item only
 * while one invocation at a time reads a shard.
 */
export const streamSourceIsBounded: Rule = {
  id: 'stream-source-is-bounded',
  check: (templates) =>
    templates.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
      const { stack, properties } = resource;
      if (templates.target(stack, properties.EventSourceArn)?.type !== 'AWS::DynamoDB::Table') return [];
      const onFailure = templates.target(
        stack,
        at(properties, 'DestinationConfig', 'OnFailure', 'Destination'),
      );
      const problems = [
        !(Number(properties.MaximumRetryAttempts ?? -1) >= 0) &&
          'retries without end: set MaximumRetryAttempts',
        !(Number(properties.MaximumRecordAgeInSeconds ?? -1) > 0) &&
          'keeps trying records of any age: set MaximumRecordAgeInSeconds',
        properties.BisectBatchOnFunctionError !== true && 'fails a whole batch for one record: bisect it',
        Number(properties.ParallelizationFactor ?? 1) > 1 &&
          'reads a shard in parallel: entries of a case mix',
        !list(properties.FunctionResponseTypes).includes('ReportBatchItemFailures') &&
          'repeats a whole batch for one record: report item failures',
        onFailure?.type !== 'AWS::S3::Bucket' && 'drops failed records: send them whole to a bucket',
      ];
      return problems.filter((problem) => problem !== false).map((problem) => ({ resource, problem }));
    }),
};
