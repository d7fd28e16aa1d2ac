import { actorOf, type Principal } from '../access/principal.ts';
import { canonical } from '../case/chain.ts';
import type { Actor } from '../case/vocabulary.ts';

/** What besides cases is kept by people, and so has a trail of who changed it. */
export const auditedKinds = [
  'account',
  'contact',
  'person',
  'machine',
  'calendar',
  'rules',
  'canned-answer',
  'schedule',
  'webhook',
] as const;
export type AuditedKind = (typeof auditedKinds)[number];

/** What was changed: one of its kind, of an account or of the desk. */
export interface AuditedSubject {
  readonly kind: AuditedKind;
  readonly id: string;
  readonly accountId: string | null;
}

/** Who changed it, and when. */
export interface ChangeAuthor {
  readonly actor: Actor;
  readonly at: string;
}

/** One change, as the trail keeps it for good. */
export interface AuditEntry extends ChangeAuthor {
  readonly subject: AuditedSubject;
  readonly change: 'created' | 'changed' | 'removed';
  /** What it was and what it became, by field; null stands for nothing, and for what is not kept here. */
  readonly fields: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  /** The version that the change led to. */
  readonly version: number;
}

/**
 * Who changes something on behalf of a request. A customer's people have no name here: the trail cannot forget
 * them, and their id leads to their name as long as they are known.
 */
export function authorOf(principal: Principal, at: string): ChangeAuthor {
  const actor = actorOf(principal);
  return { at, actor: principal.kind === 'contact' ? { ...actor, name: '' } : actor };
}

type Fields = Readonly<Record<string, unknown>>;

/** Longer values, in characters of JSON, are named as changed and not kept: an item of DynamoDB has an end. */
const valueKept = 8_000;

/** Says nothing itself, or is in the subject. */
const unsaid = new Set(['version', 'accountId', 'contactId', 'personId', 'clientId', 'webhookId']);

/**
 * What is kept of a field that must not stay in a trail which nothing leaves: who a customer's people are, and
 * addresses that may hold a password.
 */
const kept: { readonly [Kind in AuditedKind]?: Readonly<Record<string, (value: unknown) => unknown>> } = {
  contact: {
    name: () => null,
    phone: () => null,
    addresses: (value) =>
      (value as readonly { address: string }[]).map(({ address: _, ...standing }) => standing),
  },
  webhook: {
    url: (value) => new URL(String(value)).origin,
    createdBy: () => null,
  },
};

/**
 * The trail's entry of a change; null on one side creates or removes it.
 *
 * @returns null if nothing changed but the version
 */
export function auditEntry(
  subject: AuditedSubject,
  { before, after }: { readonly before: object | null; readonly after: object | null },
  by: ChangeAuthor,
): AuditEntry | null {
  const [old, fresh] = [(before ?? {}) as Fields, (after ?? {}) as Fields];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (name) => !unsaid.has(name) && canonical(old[name] ?? null) !== canonical(fresh[name] ?? null),
  );
  if (names.length === 0 && before !== null && after !== null) return null;
  const shown = (name: string, value: unknown) => {
    if (value === undefined || value === null) return null;
    const safe = kept[subject.kind]?.[name]?.(value) ?? (kept[subject.kind]?.[name] ? null : value);
    return canonical(safe).length > valueKept ? null : safe;
  };
  return {
    ...by,
    subject,
    change: before === null ? 'created' : after === null ? 'removed' : 'changed',
    fields: Object.fromEntries(
      names.map((name) => [name, { before: shown(name, old[name]), after: shown(name, fresh[name]) }]),
    ),
    version: Number(fresh.version ?? Number(old.version ?? 0) + 1),
  };
}
