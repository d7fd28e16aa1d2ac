import { at, type Rule } from './templates.ts';

const limit = 4096;
/** An ARN or a URL that is not known yet counts as this many bytes. */
const unresolved = 160;

/** Lambda refuses more than 4 KB of names and values in all (Lambda developer guide, "Quotas"). */
export const environmentUnder4Kb: Rule = {
  id: 'environment-under-4-kb',
  check: (templates) =>
    templates.ofType('AWS::Lambda::Function').flatMap((resource) => {
      const variables = Object.entries(at(resource.properties, 'Environment', 'Variables') ?? {});
      const bytes = variables.reduce(
        (sum, [name, value]) =>
          sum + name.length + (typeof value === 'string' ? Buffer.byteLength(value) : unresolved),
        0,
      );
      return bytes < limit
        ? []
        : [{ resource, problem: `has ${bytes} bytes of environment: Lambda takes 4 KB` }];
    }),
};
