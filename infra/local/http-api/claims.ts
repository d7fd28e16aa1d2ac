/**
 * Claims as API Gateway hands them to a function: every one is text, an array is `[a b]`. So `["agent","tam"]`
 * and `["agent tam"]` arrive as the same.
 */
export const flattenClaims = (claims: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.map(String).join(' ')}]` : String(value),
    ]),
  );
