import { at, list, type Rule } from './templates.ts';

/** What a rule, a schedule or a topic cannot deliver is kept: without a dead-letter queue it is dropped. */
export const targetHasDeadLetters: Rule = {
  id: 'target-has-dead-letters',
  check: (templates) => [
    ...templates
      .ofType('AWS::Events::Rule')
      .filter(({ properties }) =>
        list(properties.Targets).some((target) => at(target, 'DeadLetterConfig', 'Arn') === undefined),
      )
      .map((resource) => ({ resource, problem: 'drops events that a target refuses: give each a DLQ' })),
    ...templates
      .ofType('AWS::Scheduler::Schedule')
      .filter(({ properties }) => at(properties, 'Target', 'DeadLetterConfig', 'Arn') === undefined)
      .map((resource) => ({ resource, problem: 'drops what its target refuses: give it a DLQ' })),
    ...templates
      .ofType('AWS::SNS::Subscription')
      .filter(({ properties }) => properties.Protocol === 'sqs')
      .filter(({ properties }) => at(properties, 'RedrivePolicy', 'deadLetterTargetArn') === undefined)
      .map((resource) => ({ resource, problem: 'drops what its queue refuses: give it a DLQ' })),
  ],
};
