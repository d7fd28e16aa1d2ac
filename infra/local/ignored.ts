import { account } from './aws.ts';
import type { Handlers, Resource } from './template/deploy.ts';
import type { Created } from './template/resolve.ts';

/**
 * Resource types that change nothing on one machine, each with the reason. They exist, so that others may
 * refer to them; a type that is neither here nor handled stops the start.
 */
export const ignoredTypes = {
  'AWS::CloudWatch::Alarm': 'No metric is evaluated here; a test reads the alarms from the template.',
  'AWS::CloudWatch::CompositeAlarm': 'No metric is evaluated here.',
  'AWS::CloudWatch::Dashboard': 'A picture of metrics.',
  'AWS::Logs::LogGroup': 'Logs go to the terminal.',
  'AWS::Logs::MetricFilter': 'No metric is evaluated here.',
  'AWS::CDK::Metadata': 'Says to AWS which constructs were used.',
  'AWS::Route53::RecordSet': 'Mail and browsers come to this machine without DNS.',
  'AWS::CertificateManager::Certificate': 'The local front speaks HTTP.',
  'AWS::Cognito::UserPoolDomain': 'There are no sign-in pages: POST /_local/token signs in.',
  'AWS::Cognito::ManagedLoginBranding': 'There are no sign-in pages.',
  'AWS::SSM::Parameter': 'Nothing reads parameters at run time.',
  'AWS::KMS::Alias': 'Keys are found by their ARN.',
  'AWS::KMS::Key': 'Data on this machine is not encrypted.',
} as const satisfies Readonly<Record<string, string>>;

/** Attributes that others ask of ignored resources. */
const attributesOf = (
  resource: Resource,
  region: string,
  name: string,
): Readonly<Record<string, unknown>> => {
  const arn = (service: string, rest: string) => ({ Arn: `arn:aws:${service}:${region}:${account}:${rest}` });
  switch (resource.type) {
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${name}:*`);
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return arn('cloudwatch', `alarm:${name}`);
    case 'AWS::KMS::Key':
      return arn('kms', `key/${name}`);
    case 'AWS::Cognito::UserPoolDomain':
      return { CloudFrontDistribution: 'localhost' };
    default:
      return {};
  }
};

const nameOf = ({ properties, physicalName }: Resource): string =>
  String(
    properties.LogGroupName ??
      properties.AlarmName ??
      properties.Domain ??
      properties.Name ??
      physicalName({ max: 256 }),
  );

/** Handlers that let ignored resources be referred to. */
export const ignoredHandlers = (region: string): Handlers =>
  Object.fromEntries(
    Object.keys(ignoredTypes).map((type) => [
      type,
      {
        properties: ['*'],
        put(resource: Resource): Created {
          const name = nameOf(resource);
          return { ref: name, attributes: attributesOf(resource, region, name) };
        },
      },
    ]),
  );
