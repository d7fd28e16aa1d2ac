import * as z from 'zod';

/** Who may call a route; what they may see of it is decided by account (shared/domain/access). */
export const callers = ['contact', 'agent', 'representative', 'supervisor', 'tam', 'machine'] as const;
export type Caller = (typeof callers)[number];
export const everyone: readonly Caller[] = callers;
export const desk: readonly Caller[] = ['agent', 'representative', 'supervisor', 'tam'];
export const workers: readonly Caller[] = ['agent', 'supervisor', 'tam'];
export const managers: readonly Caller[] = ['supervisor'];

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One operation of the API: what validates is what documents. */
export interface Route {
  readonly method: Method;
  /** Under `/v1`, with `{parameters}` in braces. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** Nobody listed: public, proved by what the link itself carries. */
  readonly callers: readonly Caller[];
  /** The scope that a machine's token needs; those of the desk open nothing to a customer's machine. */
  readonly scope?: 'cases:read' | 'cases:write' | 'desk:read' | 'desk:write';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  /** Has its answer as a page to be read and printed too: by `Accept: text/html` or `format=html`. */
  readonly html?: boolean;
  /** Takes `Idempotency-Key`: the same key and body again give the same answer. */
  readonly idempotent?: boolean;
  /** Takes `If-Match` with the version that was read. */
  readonly versioned?: boolean;
  /** The name in the path under which something new may be made. */
  readonly creates?: string;
}

/** One line of text, or some: never only blanks. */
export const line = (max: number) => z.string().trim().min(1).max(max);
/** A name that somebody gives to a thing, and that stands in addresses. */
export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@+-]{0,99}$/, 'Use lower-case letters, digits and . _ @ + -, at most 100.');
export const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'Write the number in E.164 form, such as +34911234567.');

/** Keeps the literal types of a route, so that its handler is typed from it. */
export function route<const R extends Route>(of: R): R {
  return of;
}

export const Empty = z.object({});
export const page = {
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};

/** A list and how to go on with it; no cursor means that this is the end. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** An error answer (RFC 9457), naming every bad field at once. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
