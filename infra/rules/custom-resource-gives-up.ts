import type { Rule } from './templates.ts';

const atMost = 15 * 60;

/** A provider that never answers holds a deployment up for an hour, and its rollback for another. */
export const customResourceGivesUp: Rule = {
  id: 'custom-resource-gives-up',
  check: (templates) =>
    templates.resources
      .filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')
      .filter(({ properties }) => !(Number(properties.ServiceTimeout) <= atMost))
      .map((resource) => ({ resource, problem: 'may wait for an hour: set serviceTimeout' })),
};
