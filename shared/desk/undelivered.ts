import type { Marker } from '../aws/case-store.ts';
import { DirectoryConflict, type DirectoryWriter } from '../aws/directory-writer.ts';
import type { Case } from '../domain/case/case.ts';
import type { Change } from '../domain/case/chain.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { changeCase } from './change-case.ts';
import type { DecidingDesk } from './desk.ts';
import { noticeToPerson } from './notices.ts';

/** One recipient whom a mail of a case did not reach. */
export interface Failure {
  readonly recipient: string;
  readonly status: string | null;
  /** The address itself is dead: no mail to it will arrive until somebody corrects it. */
  readonly permanent: boolean;
  /** This mail will not arrive: nobody tries any more. */
  readonly final: boolean;
  readonly diagnostic: string | null;
}

interface Undelivered {
  readonly of: Case;
  readonly messageSeq: number;
  readonly failures: readonly Failure[];
  readonly source: CaseEvents['delivery.failed']['source'];
  readonly actor: Actor;
}

const diagnosticKept = 1_000;

/**
 * Puts on a case that a mail of it did not arrive. The dead addresses are flagged first: a process that dies
 * between the two leaves nothing that says the report was dealt with.
 */
export async function recordUndelivered(
  desk: DecidingDesk & { readonly write: DirectoryWriter },
  {
    caseId,
    undelivered,
    markers,
  }: {
    readonly caseId: string;
    readonly undelivered: Omit<Undelivered, 'of'>;
    readonly markers: (seq: number) => readonly Marker[];
  },
): Promise<Change | null> {
  await flagUndeliverable(desk, undelivered);
  return await changeCase(desk, {
    caseId,
    decide: (of) => undeliveredEntries(desk, { of, ...undelivered }),
    markers,
  });
}

/** What the timeline says of a mail that did not arrive, and the mail that tells the case's owner. */
async function undeliveredEntries(
  desk: DecidingDesk,
  { of, messageSeq, failures, source, actor }: Undelivered,
): Promise<NewEntry[]> {
  const now = desk.now();
  const recorded = failures.map(({ final: _, ...failure }) => ({
    type: 'delivery.failed' as const,
    at: now,
    actor,
    visibility: 'internal' as const,
    data: {
      messageSeq,
      source,
      ...failure,
      diagnostic: failure.diagnostic?.slice(0, diagnosticKept) ?? null,
    },
  }));
  const lost = failures.find(({ final }) => final);
  const owner = lost === undefined || of.ownerId === null ? null : await desk.directory.person(of.ownerId);
  // A notice that does not reach the owner cannot be told to them by another: it would go on for ever.
  if (lost === undefined || owner === null || isSame(lost.recipient, owner.address)) return recorded;
  const variables = {
    recipient: lost.recipient,
    ...(lost.status === null ? {} : { status: lost.status }),
    ...(lost.diagnostic === null ? {} : { diagnostic: lost.diagnostic.slice(0, diagnosticKept) }),
  };
  return [...recorded, noticeToPerson(of, owner, { notice: 'message-not-delivered', variables, now, actor })];
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Marks the addresses that can no longer be reached, so that people see it before they write again. */
async function flagUndeliverable(
  desk: Pick<DecidingDesk, 'directory' | 'now'> & { readonly write: DirectoryWriter },
  { failures, actor }: Pick<Undelivered, 'failures' | 'actor'>,
): Promise<void> {
  for (const { recipient, permanent } of failures) {
    const owner = permanent ? await desk.directory.addressOwner(recipient) : null;
    if (owner?.kind === 'contact' && owner.accountId !== null)
      await flag(desk, { address: owner.address, accountId: owner.accountId, contactId: owner.id, actor });
  }
}

/** So often somebody may be editing the contact at that very moment, before the report is tried again later. */
const attempts = 5;

async function flag(
  desk: Pick<DecidingDesk, 'directory' | 'now'> & { readonly write: DirectoryWriter },
  {
    address,
    accountId,
    contactId,
    actor,
  }: { address: string; accountId: string; contactId: string; actor: Actor },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await desk.directory.contact(accountId, contactId);
    if (before === null || before.addresses.some((one) => one.address === address && one.undeliverable))
      return;
    const addresses = before.addresses.map((one) =>
      one.address === address ? { ...one, undeliverable: true } : one,
    );
    const value = { ...before, addresses, version: before.version + 1 };
    try {
      await desk.write.putContact({ value, before, by: { actor, at: desk.now() } });
      return;
    } catch (error) {
      if (!(error instanceof DirectoryConflict) || attempt === attempts) throw error;
    }
  }
}
