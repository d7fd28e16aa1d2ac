import type { Language } from '../case/vocabulary.ts';
import type { ContactChannel } from '../oncall/index.ts';

export const roles = ['contact', 'agent', 'representative', 'supervisor', 'tam'] as const;
export type Role = (typeof roles)[number];
export type StaffRole = Exclude<Role, 'contact'>;

/** One of the desk's people. */
export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string | null;
  readonly roles: readonly StaffRole[];
  readonly languages: readonly Language[];
  readonly skills: readonly string[];
  readonly timeZone: string;
  readonly calendarId: string;
  /** Not available for new work: on leave, ill, off. */
  readonly away: boolean;
  readonly enabled: boolean;
  /** Whether they get a mail when a customer acts on a case of theirs; absent means that they do. */
  readonly caseMails?: boolean;
  /** The ways to page them; managed apart from the rest (shared/desk/critical). */
  readonly channels?: readonly ContactChannel[];
  readonly version: number;
}

/** Whether somebody may be responsible for cases: a representative takes calls and hands them on. */
export const canOwn = ({ roles: own }: Pick<Person, 'roles'>): boolean =>
  own.some((role) => role !== 'representative');

/** A program that calls the API with a client's token (deployment setting `machineClients`). */
export interface Machine {
  /** The id of its client in the user pool. */
  readonly clientId: string;
  readonly name: string;
  /** The only account that it may see; null for the desk's own programs. */
  readonly accountId: string | null;
  readonly enabled: boolean;
  readonly version: number;
}

/** Who a signed-in user is: looked up by the user name of the token, never taken from a claim. */
export interface User {
  /** The verified e-mail address of a person, `client:ID` of a machine. */
  readonly username: string;
  readonly kind: 'contact' | 'person' | 'machine';
  readonly id: string;
  /** The tenant of a contact or of a customer's machine; null for the desk's own. */
  readonly accountId: string | null;
  readonly name: string;
  /** Where they get mail; empty for a machine. */
  readonly address: string;
  readonly enabled: boolean;
}
