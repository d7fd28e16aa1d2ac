import type { Rule } from './templates.ts';

/** An export in use can be neither changed nor removed: stacks read each other's outputs instead. */
export const noExports: Rule = {
  id: 'no-exports',
  check: (templates) => [
    ...templates
      .outputs()
      .filter(({ exported }) => exported)
      .map((output) => ({ resource: output, problem: 'is an export: use a weak cross-stack reference' })),
    ...templates.resources
      .filter(({ properties }) => JSON.stringify(properties).includes('"Fn::ImportValue"'))
      .map((resource) => ({ resource, problem: 'imports an export: use a weak cross-stack reference' })),
  ],
};
