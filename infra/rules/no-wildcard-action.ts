import { at, list, type Rule } from './templates.ts';

const policyTypes = [
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

/** A permission names what it permits: `s3:Get*` also permits what AWS invents next year. */
export const noWildcardAction: Rule = {
  id: 'no-wildcard-action',
  check: (templates) => {
    const documents = [
      ...templates
        .ofType(...policyTypes)
        .map((resource) => ({ resource, document: resource.properties.PolicyDocument })),
      ...templates.ofType('AWS::IAM::Role').flatMap((resource) =>
        list(resource.properties.Policies).map((policy) => ({
          resource,
          document: at(policy, 'PolicyDocument'),
        })),
      ),
    ];
    return documents.flatMap(({ resource, document }) =>
      list(at(document, 'Statement'))
        .filter((statement) => at(statement, 'Effect') === 'Allow')
        .flatMap((statement) => list(at(statement, 'Action')))
        .filter((action) => String(action).includes('*'))
        .map((action) => ({ resource, problem: `allows ${action}: name each action` })),
    );
  },
};
