import { at, list, type Rule } from './templates.ts';

const perIndex = 20;
const perTable = 100;

/** DynamoDB makes no index that carries more (Amazon DynamoDB API Reference, "Projection", array members). */
export const indexCarriesAtMost20: Rule = {
  id: 'index-carries-at-most-20',
  check: (templates) =>
    templates.ofType('AWS::DynamoDB::Table').flatMap((resource) => {
      const indexes = list(resource.properties.GlobalSecondaryIndexes).map((index) => ({
        name: at(index, 'IndexName'),
        carried: list(at(index, 'Projection', 'NonKeyAttributes')).length,
      }));
      const all = indexes.reduce((sum, { carried }) => sum + carried, 0);
      return [
        ...indexes
          .filter(({ carried }) => carried > perIndex)
          .map(({ name, carried }) => `has ${carried} attributes in its index ${name}: at most ${perIndex}`),
        ...(all > perTable ? [`has ${all} attributes in its indexes: at most ${perTable}`] : []),
      ].map((problem) => ({ resource, problem }));
    }),
};
