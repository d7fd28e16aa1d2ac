import type { CriticalCase } from '../../domain/case/critical/guards.ts';
import { pageEntries } from '../../domain/case/critical/page.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import type { Page } from '../../domain/paging/index.ts';
import { noticeToPerson } from '../notices.ts';
import type { Roster } from './crew.ts';
import { criticalClock } from './critical-desk.ts';

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
    const variables = { ...pageVariables(of, roster), personId: page.personId, pageKey: page.key };
    return [
      noticeToPerson(
        of,
        { ...person, address: page.address },
        { notice: 'page', variables, now, actor: criticalClock },
      ),
    ];
  });
  return [...sent, ...mails];
}

const nameOf = ({ people }: Roster, asked: string): string =>
  people.find(({ personId }) => personId === asked)?.name ?? asked;

function pageVariables({ critical, requester }: CriticalCase, roster: Roster): Record<string, string> {
  const { vitalInformation, callbackDueAt, declaredAt } = critical;
  return {
    accountName: roster.account?.name ?? vitalInformation?.companyName ?? requester.name,
    callbackDueAt: callbackDueAt ?? declaredAt,
    phone: vitalInformation?.contactPhone ?? '–',
    contactName: vitalInformation?.contactName ?? requester.name,
  };
}
