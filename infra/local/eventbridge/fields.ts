/** A JSON number with the digits it was written with: EventBridge compares numbers by their text. */
export class JsonNumber {
  readonly text: string;
  readonly value: number;

  constructor(text: string) {
    this.text = text;
    this.value = Number(text);
  }
}

/** What a leaf of an event holds. */
export type Leaf = string | boolean | null | JsonNumber;

/** A leaf of an event: its dotted path, its value, and which element of each array it lies in. */
export interface Field {
  readonly path: string;
  readonly leaf: Leaf;
  readonly within: ReadonlyMap<number, number>;
}

/**
 * Where a number may be written otherwise than `String` writes it: with a fraction, an exponent, too many digits for a
 * double, or as a negative zero. It may find more than there is, inside strings, never less.
 */
const ODD_NUMBER = /(?:"\s*:|[,[])\s*-?(?:\d{16}|\d+[.eE]|(?<=-)0)/;

/**
 * Parses JSON and keeps the text of its numbers. A key written twice keeps its last value, as EventBridge does.
 *
 * @throws SyntaxError if the text is not JSON.
 */
export const parseKeepingNumbers = (text: string): unknown =>
  JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value,
  );

/** The same for an event, whose plain numbers stay numbers: there are many events, and few odd numbers. */
const parseEvent = (text: string): unknown =>
  ODD_NUMBER.test(text) ? parseKeepingNumbers(text) : JSON.parse(text);

const leafOf = (value: unknown): Leaf =>
  typeof value === 'number' ? new JsonNumber(String(value)) : (value as Leaf);

/**
 * The leaves of an event's JSON by path. Arrays vanish from the path, as in EventBridge; empty arrays and objects
 * have no leaf, so they count as absent.
 *
 * @throws SyntaxError if the text is not JSON.
 */
export const fieldsOf = (text: string): ReadonlyMap<string, readonly Field[]> => {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const visit = (node: unknown, path: string, within: ReadonlyMap<number, number>): void => {
    if (Array.isArray(node)) {
      const array = arrays++;
      node.forEach((element, index) => {
        visit(element, path, new Map(within).set(array, index));
      });
    } else if (typeof node === 'object' && node !== null && !(node instanceof JsonNumber)) {
      for (const [key, value] of Object.entries(node))
        visit(value, path === '' ? key : `${path}.${key}`, within);
    } else {
      const known = fields.get(path);
      const field = { path, leaf: leafOf(node), within };
      if (known) known.push(field);
      else fields.set(path, [field]);
    }
  };
  visit(parseEvent(text), '', new Map());
  return fields;
};
