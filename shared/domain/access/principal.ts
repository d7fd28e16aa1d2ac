import type { Role } from '../account/person.ts';
import type { Actor, Side } from '../case/vocabulary.ts';

/** Who asks, once known: the one value that every permission is decided by. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly kind: 'contact' | 'person' | 'machine';
  readonly roles: readonly Role[];
  /** The only account that a contact or a customer's machine may see; null for the desk. */
  readonly accountId: string | null;
  /** What a machine's token allows (`cases:read`, ...); empty for people. */
  readonly scopes: readonly string[];
}

/** The side of the contract that a principal speaks for. */
export function sideOf({ accountId }: Principal): Side {
  return accountId === null ? 'desk' : 'customer';
}

/** Tells principals apart: an id alone is shared by people of different accounts. */
export function principalKey({ kind, accountId, id }: Principal): string {
  return [kind, accountId ?? '', id].join(':');
}

/** The principal as the timeline names them. */
export function actorOf({ kind, roles, id, name }: Principal): Actor {
  if (kind === 'contact') return { kind: 'contact', id, name };
  if (kind === 'machine') return { kind: 'machine', id, name };
  for (const role of ['agent', 'tam', 'representative', 'supervisor'] as const) {
    if (roles.includes(role)) return { kind: role, id, name };
  }
  return { kind: 'agent', id, name };
}
