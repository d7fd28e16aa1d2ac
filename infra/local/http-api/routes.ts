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

const parse = (key: string): { method: string; path: string } => {
  const [method = '', path = ''] = key.split(' ');
  return { method, path };
};

/** A path that is not well encoded is handed over as it is. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const actual = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+)?\}$/.exec(part) ?? [];
    if (name && greedy) {
      const rest = actual.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [name]: decoded(rest) };
    }
    const value = actual[index];
    if (value === undefined || (name ? value === '' : value !== part)) return undefined;
    if (name) parameters[name] = decoded(value);
  }
  return wanted.length === actual.length ? parameters : undefined;
};

/** Full paths before variables, variables before greedy ones, a method before `ANY` (dg "Working with routes"). */
const rank = ({ key }: Route): string => {
  const { method, path } = parse(key);
  const weights = path
    .split('/')
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'));
  return `${weights.join('')}${path === '' ? '3' : ''}${method === 'ANY' ? '1' : '0'}`;
};

/** The route that takes a request, the most specific one first. */
export const matchRoute = (
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined => {
  const matching = routes.flatMap((route) => {
    if (route.key === '$default') return [{ route, parameters: {}, rank: '9' }];
    const { method: wanted, path: pattern } = parse(route.key);
    if (wanted !== 'ANY' && wanted !== method) return [];
    const parameters = matchPath(pattern, path);
    return parameters ? [{ route, parameters, rank: rank(route) }] : [];
  });
  return matching.sort((left, right) => (left.rank < right.rank ? -1 : 1))[0];
};
