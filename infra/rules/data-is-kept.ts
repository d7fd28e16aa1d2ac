import { at, list, type Resource, type Rule, type Templates } from './templates.ts';

const stateful = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];

/** What a name blocks: a kept resource with a fixed name stops the next deployment from making a new one. */
const names = ['BucketName', 'TableName', 'UserPoolName', 'Name'];

/** Destroying a stack destroys no customer's data, and the kept data hinders no later deployment. */
export const dataIsKept: Rule = {
  id: 'data-is-kept',
  check: (templates) =>
    templates
      .ofType(...stateful)
      .filter((resource) => !servedFiles(templates).has(resource))
      .flatMap((resource) =>
        problemsOf(resource)
          .filter((problem) => problem !== false)
          .map((problem) => ({ resource, problem })),
      ),
};

/** What a distribution serves is no customer's data: the next deployment writes it again. */
function servedFiles(templates: Templates): ReadonlySet<Resource | undefined> {
  return new Set(
    templates
      .ofType('AWS::CloudFront::Distribution')
      .flatMap(({ stack, properties }) =>
        list(at(properties, 'DistributionConfig', 'Origins')).map((origin) =>
          templates.target(stack, at(origin, 'DomainName')),
        ),
      ),
  );
}

function problemsOf({ type, properties, deletionPolicy }: Resource): readonly (string | false)[] {
  const isTable = type === 'AWS::DynamoDB::Table';
  return [
    deletionPolicy !== 'Retain' && 'goes when its stack goes: set DeletionPolicy to Retain',
    names.some((name) => properties[name] !== undefined) && 'has a physical name: leave it to CloudFormation',
    isTable && properties.DeletionProtectionEnabled !== true && 'can be deleted by one call: protect it',
    isTable &&
      at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') !== true &&
      'cannot be restored to a point in time: switch that on',
  ];
}
