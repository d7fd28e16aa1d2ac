/** A route as the template declares it. */
export interface Route {
  /** `GET /v1/cases/{caseId}`, `ANY /v1/{proxy+}` or `$default`. */
  readonly key: string;
  readonly integration: string;
  readonly authorizer?: string;
  readonly scopes: readonly string[];
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** One step of a route's path: as it is written, or a variable, which may be greedy. */
interface Part {
  readonly text: string;
  readonly name?: string | undefined;
  readonly greedy: boolean;
}

interface Shape {
  readonly method: string;
  readonly parts: readonly Part[];
  /** Full paths before variables, variables before greedy ones, a method before `ANY` (dg "Working with routes"). */
  readonly rank: string;
}

const partOf = (text: string): Part => {
  const [, name, greedy] = /^\{([^}+]+)(\+)?\}$/.exec(text) ?? [];
  return { text, name, greedy: greedy !== undefined };
};

const shapeOf = ({ key }: Route): Shape => {
  if (key === '$default') return { method: 'ANY', parts: [], rank: '9' };
  const [method = '', path = ''] = key.split(' ');
  const parts = path.split('/').map(partOf);
  const weights = parts.map(({ name, greedy }) => (greedy ? '2' : name ? '1' : '0'));
  return {
    method,
    parts,
    rank: `${weights.join('')}${path === '' ? '3' : ''}${method === 'ANY' ? '1' : '0'}`,
  };
};

/** Each route is taken apart once: a request is held against all of them. */
const shapes = new WeakMap<Route, Shape>();
const known = (route: Route): Shape => {
  const shape = shapes.get(route) ?? shapeOf(route);
  shapes.set(route, shape);
  return shape;
};

/** A path that is not well encoded is handed over as it is. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const matchPath = (
  wanted: readonly Part[],
  actual: readonly string[],
): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, { text, name, greedy }] of wanted.entries()) {
    if (name && greedy) {
      const rest = actual.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [name]: decoded(rest) };
    }
    const value = actual[index];
    if (value === undefined || (name ? value === '' : value !== text)) return undefined;
    if (name) parameters[name] = decoded(value);
  }
  return wanted.length === actual.length ? parameters : undefined;
};

/** The route that takes a request, the most specific one first. */
export const matchRoute = (
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined => {
  const actual = path.split('/');
  const matching = routes.flatMap((route) => {
    const { method: wanted, parts, rank } = known(route);
    if (wanted !== 'ANY' && wanted !== method) return [];
    const parameters = route.key === '$default' ? {} : matchPath(parts, actual);
    return parameters ? [{ route, parameters, rank }] : [];
  });
  return matching.sort((left, right) => (left.rank < right.rank ? -1 : 1))[0];
};
