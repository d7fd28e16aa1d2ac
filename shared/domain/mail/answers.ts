import type { AddressOwner } from '../account/account.ts';
import type { Verdicts } from '../case/mail.ts';

/**
 * Automatic answers to one address a day (ADR 3). For a contact of whom DMARC is sure: more than a customer's own
 * monitoring causes on a bad day, each case with its receipt, and an end to a loop with a machine that hides
 * what it is. For everybody else: one.
 */
export const answersADay = { contact: 10_000, anybody: 1 } as const;

/** How many automatic answers a day the sender of a mail may get. */
export function answersADayFor(owner: AddressOwner | null, { dmarc }: Pick<Verdicts, 'dmarc'>): number {
  return isVerifiedContact(owner) && dmarc === 'PASS' ? answersADay.contact : answersADay.anybody;
}

/** Whether somebody has made sure whose the address is: only there a text goes that its sender wrote. */
export function isVerifiedContact(owner: AddressOwner | null): boolean {
  return owner?.kind === 'contact' && owner.verified;
}
