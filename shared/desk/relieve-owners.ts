import { type CaseLists, runs } from '../aws/case-lists.ts';
import { canOwn, type Person } from '../domain/account/person.ts';
import { isOpen, nextOpening } from '../domain/calendar/index.ts';
import type { Case } from '../domain/case/case.ts';
import type { NewEntry } from '../domain/case/events.ts';
import { type Absence, decideAssign, mustPassOn } from '../domain/case/ownership.ts';
import { localTime } from '../notices/index.ts';
import { phrases } from '../notices/phrases.ts';
import { type CaseChange, changeCase } from './change-case.ts';
import type { DecidingDesk } from './desk.ts';
import { handoverMails } from './handover-mails.ts';
import { type OwnerRule, ruleActor } from './owner-rule.ts';

export interface RelievingDesk extends DecidingDesk {
  readonly lists: CaseLists;
  readonly owners: OwnerRule;
}

/** Cases of one absent owner that one sweep passes on: the next sweep goes on with the rest. */
const perOwner = 50;

/**
 * A case that nobody was there for when it came gets its owner as soon as somebody is. And nobody
 * stays responsible for a case who cannot work on it: the cases of an owner on leave go to somebody else
 * at once; at the end of a shift those go whose next promise falls due before the next one, if somebody is at
 * work. Each is a handover: with a reason and a summary, told to the customer and to who has it now.
 *
 * @returns how many cases got another owner
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
  const [orphans, left] = await Promise.all([
    desk.lists.page<Listed>([runs.owner(null)], { limit: perOwner, after: null }),
    Promise.all(absent.map((absence) => casesOf(desk, absence))),
  ]);
  const decided: Deciding[] = [];
  if (orphans.items.length > 0) {
    const ownerOf = await desk.owners.prepare();
    const decide = (current: Case) => adopt(desk, current, ownerOf);
    decided.push(...orphans.items.map(({ caseId }) => ({ caseId, decide })));
  }
  const owned = left.flat();
  if (owned.length > 0) {
    const successorOf = await desk.owners.successors();
    const decide = (absence: Absence) => (current: Case) => handOver(desk, current, { absence, successorOf });
    decided.push(...owned.map(({ caseId, absence }) => ({ caseId, decide: decide(absence) })));
  }
  let changed = 0;
  for (const one of decided) {
    try {
      if ((await changeCase(desk, one)) !== null) changed += 1;
    } catch (error) {
      onError(one.caseId, error);
    }
  }
  return changed;
}

type Listed = Pick<Case, 'caseId'>;
type Deciding = Pick<CaseChange, 'caseId' | 'decide'>;

async function adopt(
  desk: RelievingDesk,
  of: Case,
  ownerOf: Awaited<ReturnType<OwnerRule['prepare']>>,
): Promise<NewEntry[]> {
  if (of.ownerId !== null || of.status === 'closed' || of.status === 'quarantined') return [];
  const [assigned] = ownerOf(of);
  if (assigned?.type !== 'owner.assigned') return [];
  const context = { now: desk.now(), actor: ruleActor };
  return [assigned, ...(await handoverMails(desk, of, assigned.data, context))];
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
  const { items } = await lists.page<Listed>([run], { limit: perOwner, after: null });
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
