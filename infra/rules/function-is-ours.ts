import type { Rule } from './templates.ts';

/** Every function that is deployed is in `functions/`, tested and measured; CDK brings none of its own. */
export const functionIsOurs: Rule = {
  id: 'function-is-ours',
  check: (templates) =>
    templates
      .ofType('AWS::Lambda::Function')
      .filter(({ properties }) => !/^functions\/[a-z-]+\/handler\.ts$/.test(String(properties.Description)))
      .map((resource) => ({
        resource,
        problem: 'is not from functions/: use plain resources or ServiceFunction',
      })),
};
