import type { Person } from '../../domain/account/person.ts';
import type { CriticalCase } from '../../domain/case/critical/guards.ts';
import { pageEntries } from '../../domain/case/critical/page.ts';
import type { PageReason } from '../../domain/case/critical-events.ts';
import type { NewEntry } from '../../domain/case/events.ts';
import type { NoticeKind } from '../../domain/case/mail.ts';
import { type ContactChannel, channelsAt } from '../../domain/oncall/index.ts';
import { noticeToPerson } from '../notices.ts';
import { ownAddress, responderOf } from './crew.ts';
import { criticalClock } from './critical-desk.ts';

/** What people are paged about, and the mail that says it. */
export interface Matter {
  readonly reason: PageReason;
  /** The moment that is meant: when something is due, when a shift changed. One matter is paged about once. */
  readonly at: string;
  readonly notice: NoticeKind;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Pages people about anything but the callback, which has its ladder: each on every channel that is proven, and by
 * mail in any case.
 *
 * @param last nobody has to be looked for afterwards
 */
export function staffPages(
  of: CriticalCase,
  people: readonly Person[],
  { matter, now, last = false }: { readonly matter: Matter; readonly now: string; readonly last?: boolean },
): NewEntry[] {
  const { reason, at, notice } = matter;
  return people.flatMap((person) =>
    waysTo(person, now).flatMap(({ channelId, kind, address }) => {
      const { personId, name: personName } = person;
      const pageKey = [of.caseId, at, reason, personId, channelId].join('/');
      const page = {
        pageKey,
        step: reason,
        personId,
        personName,
        channel: kind,
        address,
        about: { reason, at },
      };
      const sent = pageEntries([page], { now, actor: criticalClock, nextLookAt: last ? null : undefined });
      if (kind !== 'mail') return sent;
      const variables = { ...matter.variables, personId, pageKey };
      const mail = noticeToPerson(
        of,
        { ...person, address },
        { notice, variables, now, actor: criticalClock },
      );
      return [...sent, mail];
    }),
  );
}

function waysTo(person: Person, now: string): readonly ContactChannel[] {
  const proven = channelsAt(responderOf(person), now);
  return proven.some(({ kind }) => kind === 'mail') ? proven : [...proven, ownAddress(person, now)];
}
