import type { Rule } from './templates.ts';

/** SES, EventBridge and alarms cannot use a key that AWS manages: they could not feed the topic or queue. */
export const noAwsManagedKey: Rule = {
  id: 'no-aws-managed-key',
  check: (templates) =>
    templates
      .ofType('AWS::SNS::Topic', 'AWS::SQS::Queue')
      .filter(({ properties }) => JSON.stringify(properties.KmsMasterKeyId ?? '').includes('alias/aws/'))
      .map((resource) => ({
        resource,
        problem: 'is under a key that AWS manages: no service could feed it',
      })),
};
