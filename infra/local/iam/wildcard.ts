const patterns = new Map<string, RegExp>();

/** Matches `*` and `?` as IAM does. */
export const wildcardMatches = (pattern: string, text: string, flags = ''): boolean => {
  if (pattern === '*' || pattern === text) return true;
  if (!flags && !pattern.includes('*') && !pattern.includes('?')) return false;
  const key = `${flags}/${pattern}`;
  let regex = patterns.get(key);
  if (!regex) {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    regex = new RegExp(`^${escaped}$`, `s${flags}`);
    patterns.set(key, regex);
  }
  return regex.test(text);
};
