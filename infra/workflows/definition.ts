import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, QueryLanguage, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { criticalIssue } from './critical-issue.ts';

/** Stand for the function of every step and the table, where a definition is read and not deployed. */
export const stepArn = 'arn:aws:lambda:eu-west-1:111122223333:function:critical-step';
export const casesTable = 'guardia-cases';

/** The critical workflow in Amazon States Language, as its stack deploys it. */
export function criticalIssueDefinition(): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Definition');
  const step = LambdaFunction.fromFunctionAttributes(stack, 'Step', {
    functionArn: stepArn,
    sameEnvironment: true,
  });
  const cases = {
    name: casesTable,
    arn: `arn:aws:dynamodb:eu-west-1:111122223333:table/${casesTable}`,
  };
  new StateMachine(stack, 'CriticalIssue', {
    queryLanguage: QueryLanguage.JSONATA,
    definitionBody: DefinitionBody.fromChainable(criticalIssue(stack, { step, cases })),
  });
  const [machine] = Object.values(
    Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'),
  );
  return joined(machine?.Properties.DefinitionString);
}

/** What CDK leaves open in a text is the partition alone. */
function joined(text: string | { 'Fn::Join': [string, readonly unknown[]] }): string {
  if (typeof text === 'string') return text;
  return text['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'aws')).join('');
}
