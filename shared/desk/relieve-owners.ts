import { type CaseLists, runs } from '../aws/case-lists.ts';
import { canOwn, type Person } from '../domain/account/person.ts';
import { isOpen, nextOpening } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { type Absence, decideAssign, mustPassOn } from '../domain/case/ownership.ts';
import { localTime } from '../notices/index.ts';
import { phrases } from '../notices/phrases.ts';
import { changeCase } from './change-case.ts';
import type { DecidingDesk } from './desk.ts';
import { handoverMails } from './handover-mails.ts';
import { type OwnerRule, ruleActor } from './owner-rule.ts';

export interface RelievingDesk extends DecidingDesk {
  readonly lists: CaseLists;
  readonly owners: Pick<OwnerRule, 'successors'>;
}

/** Cases of one absent owner that one sweep passes on: the next sweep goes on with the rest. */
const perOwner = 50;

/**
 * Nobody stays responsible for a case who cannot work on it: the cases of an owner on leave go to somebody else
 * at once; at the end of a shift those go whose next promise falls due before the next one, if somebody is at
 * work. Each is a handover: with a reason and a summary, told to the customer and to who has it now.
 *
 * @returns how many cases changed hands
 */
export async function relieveOwners(
  desk: RelievingDesk,
  onError: (caseId: string, error: unknown) => void,
): Promise<number> {
  const now = desk.now();
  const owners = (await desk.directory.people()).filter(canOwn);
  const absent = (await Promise.all(owners.map((owner) => absenceOf(desk, owner, now)))).filter(
    (absence) => absence !== null,
  );
  const cases = (await Promise.all(absent.map((absence) => casesOf(desk, absence)))).flat();
  if (cases.length === 0) return 0;
  const successorOf = await desk.owners.successors();
  let relieved = 0;
  for (const { caseId, absence } of cases) {
    try {
      const change = await changeCase(desk, {
        caseId,
        decide: (current) => handOver(desk, current, { absence, successorOf }),
      });
      if (change !== null) relieved += 1;
    } catch (error) {
      onError(caseId, error);
    }
  }
  return relieved;
}

async function absenceOf(
  { directory }: Pick<DecidingDesk, 'directory'>,
  owner: Person,
  now: string,
): Promise<Absence | null> {
  const { personId: ownerId, name: ownerName } = owner;
  if (!owner.enabled || owner.away) return { ownerId, ownerName, backAt: null };
  const hours = await directory.calendar(owner.calendarId);
  if (hours === null || isOpen(hours, now)) return null;
  const backAt = nextOpening(hours, now);
  return backAt === null ? null : { ownerId, ownerName, backAt };
}

async function casesOf({ lists }: RelievingDesk, absence: Absence) {
  const run = runs.owner(absence.ownerId, absence.backAt === null ? {} : { below: absence.backAt });
  const { items } = await lists.page<{ caseId: string }>([run], { limit: perOwner, after: null });
  return items.map(({ caseId }) => ({ caseId, absence }));
}

interface Handover {
  readonly absence: Absence;
  readonly successorOf: Awaited<ReturnType<OwnerRule['successors']>>;
}

async function handOver(
  desk: RelievingDesk,
  of: Case,
  { absence, successorOf }: Handover,
): Promise<NewEntry[]> {
  if (!mustPassOn(of, absence)) return [];
  const successor = successorOf(of, { atWork: absence.backAt !== null });
  if (successor === null) return [];
  const account = of.accountId === null ? null : await desk.directory.account(of.accountId);
  const say = phrases[of.language];
  const at = (instant: string | null | undefined) =>
    instant == null ? null : localTime(instant, of.language, account?.timeZone ?? 'UTC');
  const reason =
    absence.backAt === null ? say.ownerOnLeave(absence.ownerName) : say.shiftEnded(absence.ownerName);
  const summary = say.standing({
    answeredAt: at(of.lastDeskAt),
    customerWroteAt: at(of.lastCustomerAt),
    promisedAt: at(of.deadlines.update ?? of.deadlines['first-response']),
  });
  const context = { now: desk.now(), actor: ruleActor };
  const owner = {
    ownerId: successor.personId,
    ownerName: successor.name,
    how: 'rule',
    reason,
    summary,
  } as const;
  return [...decideAssign(of, owner, context), ...(await handoverMails(desk, of, owner, context))];
}
