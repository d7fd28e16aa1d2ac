/** Small choices of this browser: no personal data, nothing that a session needs. */
export function readChoice<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`guardia.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function keepChoice(name: string, value: unknown): void {
  try {
    localStorage.setItem(`guardia.${name}`, JSON.stringify(value));
  } catch {
    // A browser that forbids storage: the choice lasts as long as the page.
  }
}
