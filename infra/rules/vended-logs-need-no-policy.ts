import { at, list, type Resource, type Rule, type Templates } from './templates.ts';

/** Only a name of this kind leaves the account's one policy of 5,120 characters alone: see VendedLogs. */
const prefix = '/aws/vendedlogs/';

/** A log group that API Gateway or Step Functions writes to never fills up the account's policy for logs. */
export const vendedLogsNeedNoPolicy: Rule = {
  id: 'vended-logs-need-no-policy',
  check: (templates) =>
    [...destinations(templates)]
      .filter(({ properties }) => !String(properties.LogGroupName).startsWith(prefix))
      .map((resource) => ({ resource, problem: `is no name under ${prefix}: use VendedLogs` })),
};

function destinations(templates: Templates): ReadonlySet<Resource> {
  const arns = [
    ...templates.ofType('AWS::ApiGatewayV2::Stage').map(({ stack, properties }) => ({
      stack,
      arn: at(properties, 'AccessLogSettings', 'DestinationArn'),
    })),
    ...templates.ofType('AWS::StepFunctions::StateMachine').flatMap(({ stack, properties }) =>
      list(at(properties, 'LoggingConfiguration', 'Destinations')).map((destination) => ({
        stack,
        arn: at(destination, 'CloudWatchLogsLogGroup', 'LogGroupArn'),
      })),
    ),
  ];
  return new Set(
    arns.map(({ stack, arn }) => templates.target(stack, arn)).filter((group) => group !== undefined),
  );
}
