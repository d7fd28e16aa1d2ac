/**
 * Reads the variables that a function is deployed with, at cold start.
 *
 * @throws Error naming every variable that is missing
 */
export function readEnvironment<const Names extends readonly string[]>(
  names: Names,
): { readonly [Name in Names[number]]: string } {
  const missing = names.filter((name) => (process.env[name] ?? '') === '');
  if (missing.length > 0) throw new Error(`The function is deployed without ${missing.join(', ')}.`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as {
    [Name in Names[number]]: string;
  };
}

/** A variable that a deployment may leave out is deployed as `none`. */
export const setting = (value: string): string | null => (value === 'none' ? null : value);
