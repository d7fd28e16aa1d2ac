/** The entries of a part of the catalogue as the options of a select. */
export function optionsOf<T extends Record<string, string>>(names: T): { value: string; label: string }[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
