import type { CriticalCase } from '../../domain/case/critical/guards.ts';
import { askedCall, pageEntries } from '../../domain/case/critical/page.ts';
import { isReachable } from '../../domain/case/erase.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import type { Page } from '../../domain/paging/index.ts';
import { noticeToPerson } from '../notices.ts';
import type { Roster } from './crew.ts';
import { criticalClock } from './critical-desk.ts';
import { customerName } from './customer-name.ts';

interface Surroundings {
  readonly roster: Roster;
  readonly now: string;
}

/** The entries of the pages of one look; one by mail has its mail beside it, in the same write. */
export function pageEntriesFor(
  of: CriticalCase,
  pages: readonly Page[],
  { roster, now, nextLookAt }: Surroundings & { readonly nextLookAt: string | null },
): NewEntry[] {
  const sent = pageEntries(
    pages.map(({ key, stepId, personId, kind, address }) => ({
      pageKey: key,
      step: stepId,
      personId,
      personName: nameOf(roster, personId),
      channel: kind,
      address,
    })),
    { now, actor: criticalClock, nextLookAt },
  );
  const mails = pages.flatMap((page) => {
    const person = roster.byId.get(page.personId);
    if (page.kind !== 'mail' || person === undefined) return [];
    const { notice, variables } = pageNotice(of, { roster, now, step: page.stepId });
    const told = { ...variables, personId: page.personId, pageKey: page.key };
    const reader = { ...person, address: page.address };
    return [noticeToPerson(of, reader, { notice, variables: told, now, actor: criticalClock })];
  });
  return [...sent, ...mails];
}

const nameOf = ({ people }: Roster, asked: string): string =>
  people.find(({ personId }) => personId === asked)?.name ?? asked;

/** What a page by mail says: whom to call, or that nobody knows it yet. */
function pageNotice(of: CriticalCase, { roster, ...page }: Surroundings & { readonly step: string }) {
  const { critical, requester } = of;
  const accountName = customerName(of, roster.account);
  const call = askedCall(of, page);
  if (call === null) {
    return {
      notice: 'page-incomplete',
      variables: {
        accountName,
        contactName: requester.name,
        ...(isReachable(requester) ? { contactEmail: requester.address } : {}),
        declaredAt: critical.declaredAt,
      },
    } as const;
  }
  const { notice, phone, contactName, dueAt } = call;
  return { notice, variables: { accountName, contactName, phone, callbackDueAt: dueAt } };
}
