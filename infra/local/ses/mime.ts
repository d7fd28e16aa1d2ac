/** The header fields of a raw message, unfolded, in their order; and where the body begins. */
export interface Headers {
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The offset of the body in the raw message. */
  readonly bodyAt: number;
}

const endOfHeaders = (raw: Buffer): { end: number; bodyAt: number } => {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { end: crlf, bodyAt: crlf + 4 };
  if (lf >= 0) return { end: lf, bodyAt: lf + 2 };
  return { end: raw.length, bodyAt: raw.length };
};

/** Reads the header block of a message; a line without a colon is skipped, as mail servers do. */
export const readHeaders = (raw: Buffer): Headers => {
  const { end, bodyAt } = endOfHeaders(raw);
  const unfolded = raw
    .subarray(0, end)
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ');
  const fields = unfolded.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ name: line.slice(0, colon).trimEnd(), value: line.slice(colon + 1).trim() }] : [];
  });
  return { fields, bodyAt };
};

export const valuesOf = ({ fields }: Headers, name: string): readonly string[] =>
  fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);

export const headerOf = (headers: Headers, name: string): string | undefined => valuesOf(headers, name)[0];

/** Splits an address list at the commas between addresses, not those inside quotes or brackets. */
export const addressesOf = (list: string): readonly string[] =>
  (list.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g) ?? [])
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The bare address of `Name <address>`. */
export const bareAddress = (address: string): string =>
  (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim();
