import type { EventCatalogue, JsonSchema } from './events.ts';

/**
 * What would break somebody who reads the released events: an event or a field that is gone, one that may be
 * absent now, one of another type or form. Adding is free: readers ignore what they do not know, the values
 * of a list of words included.
 *
 * @returns one sentence for each break, naming event and field
 */
export function breakingChanges(released: EventCatalogue, current: EventCatalogue): string[] {
  const breaks =
    released.version === current.version
      ? []
      : [`the version is ${current.version}, not ${released.version}`];
  breaks.push(...changesOf(released.detail, current.detail, 'detail'));
  for (const [type, { data }] of Object.entries(released.events)) {
    const now = current.events[type]?.data;
    if (now === undefined) breaks.push(`${type}: the event is gone`);
    else breaks.push(...changesOf(data, now, type));
  }
  return breaks;
}

function changesOf(before: JsonSchema, now: JsonSchema, at: string): string[] {
  const [old, young] = [alternatives(before), alternatives(now)];
  const added = young.filter((one) => !old.some((other) => kindOf(other) === kindOf(one)));
  const gone = old.filter((one) => !young.some((other) => kindOf(other) === kindOf(one)));
  return [
    ...gone.map((one) => `${at}: it can no longer be ${kindOf(one)}`),
    ...added.map((one) => `${at}: it may be ${kindOf(one)} now`),
    ...old.flatMap((one) => {
      const same = young.find((other) => kindOf(other) === kindOf(one));
      return same === undefined ? [] : partsOf(one, same, at);
    }),
  ];
}

/** The members of a choice; a schema that is no choice is its only one. */
function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const choice = schema.anyOf ?? schema.oneOf;
  return Array.isArray(choice) ? (choice as JsonSchema[]) : [schema];
}

function kindOf({ type, const: constant, enum: words, format }: JsonSchema): string {
  if (constant !== undefined) return `constant ${JSON.stringify(constant)}`;
  if (Array.isArray(words)) return 'a word of a list';
  return [String(type ?? 'anything'), ...(format === undefined ? [] : [String(format)])].join(' ');
}

function partsOf(before: JsonSchema, now: JsonSchema, at: string): string[] {
  return [...wordsOf(before, now, at), ...fieldsOf(before, now, at), ...itemsOf(before, now, at)];
}

function wordsOf(before: JsonSchema, now: JsonSchema, at: string): string[] {
  const words = (now.enum ?? []) as readonly unknown[];
  return ((before.enum ?? []) as readonly unknown[])
    .filter((word) => !words.includes(word))
    .map((word) => `${at}: ${JSON.stringify(word)} is gone`);
}

function fieldsOf(before: JsonSchema, now: JsonSchema, at: string): string[] {
  const fields = (of: JsonSchema) => (of.properties ?? {}) as Record<string, JsonSchema>;
  const required = (of: JsonSchema) => (of.required ?? []) as readonly string[];
  return Object.entries(fields(before)).flatMap(([name, field]) => {
    const place = `${at}.${name}`;
    const same = fields(now)[name];
    if (same === undefined) return [`${place}: the field is gone`];
    const loosened = required(before).includes(name) && !required(now).includes(name);
    return [...(loosened ? [`${place}: it may be absent now`] : []), ...changesOf(field, same, place)];
  });
}

function itemsOf(before: JsonSchema, now: JsonSchema, at: string): string[] {
  if (before.items === undefined || now.items === undefined) return [];
  return changesOf(before.items as JsonSchema, now.items as JsonSchema, `${at}[]`);
}
