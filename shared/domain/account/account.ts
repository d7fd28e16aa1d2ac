import type { Targets } from '../case/terms.ts';
import type { Actor, Language } from '../case/vocabulary.ts';

/** Somebody set an account's legal hold, or lifted it. */
export interface HoldChange {
  readonly reason: string;
  readonly by: Actor;
  readonly at: string;
}

/** A customer of the platform: the tenant. Nobody sees another account's data. */
export interface Account {
  readonly accountId: string;
  readonly name: string;
  /** Domains whose authenticated senders belong to this account, even if no contact has their address. */
  readonly domains: readonly string[];
  readonly language: Language;
  readonly timeZone: string;
  readonly calendarId: string;
  readonly tamId: string | null;
  readonly deputyTamId: string | null;
  readonly targets: Targets;
  readonly legalHold: boolean;
  /** Why it was last set or lifted, by whom and when; absent if it never was. */
  readonly hold?: HoldChange;
  readonly version: number;
}

/** One of an address's owner's addresses. Only a verified one is ever written to of our own accord. */
export interface ContactAddress {
  readonly address: string;
  readonly verified: boolean;
  /** Mail to it bounced for good: the owner of the case is told, and a person must look. */
  readonly undeliverable: boolean;
}

/** A person on the customer's side. */
export interface Contact {
  readonly contactId: string;
  readonly accountId: string;
  readonly name: string;
  readonly addresses: readonly ContactAddress[];
  readonly phone: string | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly version: number;
}

/** What an address says about its owner: all that mail intake needs, in one item. */
export interface AddressOwner {
  readonly address: string;
  readonly verified: boolean;
  readonly kind: 'contact' | 'person';
  readonly id: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
}
