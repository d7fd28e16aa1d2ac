import * as z from 'zod';
import { caseEvents, type EventType } from '../domain/case/events.ts';
import { Actor, Instant } from '../domain/case/vocabulary.ts';
import { eventMeanings } from './event-meanings.ts';
import { eventSource, withheld } from './publication.ts';

/** The version of the catalogue: another number would be another shape beside this one. */
export const eventsVersion = 1;

/** JSON Schema (2020-12), with nothing referred to from elsewhere. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Every event that Guardia publishes, as docs/events.md tells it and docs/events/v1.json pins it. */
export interface EventCatalogue {
  readonly version: number;
  readonly source: string;
  /** The fields of every event's `detail`, beside its `data`. */
  readonly detail: JsonSchema;
  readonly events: {
    readonly [Type in string]: { readonly meaning: string; readonly data: JsonSchema };
  };
}

/** What every event's `detail` has on the bus (shared/contracts/publication.ts), beside its `type` and `data`. */
const detail = z.object({
  version: z.literal(eventsVersion),
  id: z.string().describe('The same for the same event, however often it arrives: tell repetitions by it'),
  caseId: z.string(),
  number: z.string(),
  accountId: z.string().nullable().describe('Null while the case is in quarantine'),
  seq: z.int().positive().describe('The place on the case’s timeline: order the events of a case by it'),
  at: Instant,
  actor: Actor,
  visibility: z.enum(['public', 'internal']).describe('Who may know of it: both parties, or the desk'),
  mail: z.boolean().describe('A mail goes out with it'),
});

/** The catalogue of events out, from the very schemas that timeline entries are stored by. */
export function eventCatalogue(): EventCatalogue {
  const types = Object.keys(caseEvents).sort() as EventType[];
  const events = types.map((type) => [type, { meaning: eventMeanings[type], data: schemaOf(dataOf(type)) }]);
  return {
    version: eventsVersion,
    source: eventSource,
    detail: schemaOf(detail),
    events: Object.fromEntries(events),
  };
}

/** What an event says, without what stays in the case. */
function dataOf(type: EventType): z.ZodObject {
  const shape: z.ZodRawShape = caseEvents[type].shape;
  return z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => !withheld.includes(name))));
}

const schemaOf = (schema: z.ZodObject): JsonSchema => inlined(z.toJSONSchema(schema, { io: 'output' }));

/** The schema with its named parts written out where they are used. */
function inlined(schema: unknown): JsonSchema {
  const { $defs = {}, $schema: _, ...root } = schema as Record<string, unknown>;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    if ('$ref' in value) {
      const name = String(value.$ref).replace('#/$defs/', '');
      return resolve(($defs as Record<string, unknown>)[name]);
    }
    const members = Object.entries(value).filter(([key, inner]) => !isNoise(key, inner, value));
    return Object.fromEntries(members.map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve(root) as JsonSchema;
}

/** What a schema says twice or by habit: its own name, the pattern behind a format, the bounds of every number. */
function isNoise(key: string, inner: unknown, of: object): boolean {
  if (key === 'id') return typeof inner === 'string';
  if (key === 'pattern') return 'format' in of;
  return Math.abs(Number(inner)) === Number.MAX_SAFE_INTEGER;
}
