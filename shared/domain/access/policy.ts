import { Forbidden, NotFound } from '../../errors/index.ts';
import type { Case } from '../case/case.ts';
import type { TimelineEntry } from '../case/events.ts';
import type { Principal } from './principal.ts';

/** What a route asks of its caller (shared/contracts/api/route.ts). */
export interface Requirement {
  readonly callers: readonly string[];
  readonly scope?: string;
}

/**
 * The one place where it is decided who may call what. People are let in by role, machines by scope; the
 * desk's own scopes open nothing to a customer's machine, whatever its token names.
 *
 * @throws Forbidden
 */
export function authoriseCall(
  { kind, roles, scopes, accountId }: Principal,
  { callers, scope }: Requirement,
): void {
  if (callers.length === 0) return;
  if (kind === 'machine') {
    const ours = accountId === null || scope?.startsWith('desk:') !== true;
    const allowed = callers.includes('machine') && scope !== undefined && ours;
    if (allowed && scopes.some((granted) => granted === scope || granted.endsWith(`/${scope}`))) return;
    throw new Forbidden(`This client needs the scope ${scope ?? 'of a person'}.`, 'scope-missing');
  }
  if (roles.some((role) => callers.includes(role))) return;
  throw new Forbidden('Your role does not allow this.', 'role-missing');
}

/** A case that the caller may see; what they may not see does not exist. @throws NotFound */
export function authoriseCase(principal: Principal, of: Case | null, asked: string): Case {
  if (of === null || !maySeeCase(principal, of)) throw new NotFound('case', asked);
  return of;
}

/**
 * The one place where it is decided who may see a case: the desk sees all, a customer sees their account's
 * cases and nothing in quarantine.
 */
export function maySeeCase({ accountId }: Principal, of: Pick<Case, 'accountId' | 'status'>): boolean {
  return accountId === null || (of.accountId === accountId && of.status !== 'quarantined');
}

/** Whether the caller may see and use an account. @throws NotFound */
export function authoriseAccount(principal: Principal, accountId: string): string {
  if (principal.accountId !== null && principal.accountId !== accountId)
    throw new NotFound('account', accountId);
  return accountId;
}

/** Something of an account, such as a webhook. What the caller may not see does not exist. @throws NotFound */
export function authoriseOwned<T extends { readonly accountId: string }>(
  { accountId }: Principal,
  owned: T | null,
  { kind, asked }: { readonly kind: string; readonly asked: string },
): T {
  if (owned === null || (accountId !== null && owned.accountId !== accountId)) {
    throw new NotFound(kind, asked);
  }
  return owned;
}

/**
 * Refuses whoever of the desk does not speak for it to a customer: a representative takes the hotline's calls,
 * and a program is nobody whom a customer could agree with. The customer's side speaks for itself.
 *
 * @throws Forbidden
 */
export function authoriseSpeaker({ accountId, roles }: Principal, detail: string): void {
  if (accountId !== null || roles.some((role) => speakers.includes(role))) return;
  throw new Forbidden(detail, 'role-missing');
}
const speakers: readonly string[] = ['agent', 'tam', 'supervisor'];

/** Whether the reader sees an entry: what is internal stays with the desk. */
export function maySeeEntry(
  { accountId }: Principal,
  { visibility }: Pick<TimelineEntry, 'visibility'>,
): boolean {
  return accountId === null || visibility === 'public';
}

/** Refuses what only the desk may say in a request that both parties may make. @throws Forbidden */
export function onlyForDesk({ accountId }: Principal, what: string, present: boolean): void {
  if (present && accountId !== null) throw new Forbidden(`Only the desk may set ${what}.`, 'desk-only');
}
