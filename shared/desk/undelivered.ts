import { DirectoryConflict, type DirectoryWriter } from '../aws/directory-writer.ts';
import type { Case } from '../domain/case/case.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import type { DecidingDesk } from './desk.ts';
import { noticeToPerson } from './notices.ts';

/** One recipient whom a mail of a case did not reach. */
export interface Failure {
  readonly recipient: string;
  readonly status: string | null;
  readonly permanent: boolean;
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

/** What the timeline says of a mail that did not arrive, and the mail that tells the case's owner. */
export async function undeliveredEntries(
  desk: DecidingDesk,
  { of, messageSeq, failures, source, actor }: Undelivered,
): Promise<NewEntry[]> {
  const now = desk.now();
  const recorded = failures.map((failure) => ({
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
  const final = failures.find(({ permanent }) => permanent);
  const owner = final === undefined || of.ownerId === null ? null : await desk.directory.person(of.ownerId);
  if (final === undefined || owner === null) return recorded;
  const variables = {
    recipient: final.recipient,
    ...(final.status === null ? {} : { status: final.status }),
    ...(final.diagnostic === null ? {} : { diagnostic: final.diagnostic.slice(0, diagnosticKept) }),
  };
  return [...recorded, noticeToPerson(of, owner, { notice: 'message-not-delivered', variables, now, actor })];
}

/** Marks the addresses that can no longer be reached, so that people see it before they write again. */
export async function flagUndeliverable(
  desk: Pick<DecidingDesk, 'directory'> & { readonly write: DirectoryWriter },
  failures: readonly Failure[],
): Promise<void> {
  for (const { recipient, permanent } of failures) {
    const owner = permanent ? await desk.directory.addressOwner(recipient) : null;
    if (owner?.kind !== 'contact' || owner.accountId === null) continue;
    const before = await desk.directory.contact(owner.accountId, owner.id);
    if (before === null || before.addresses.some((one) => one.address === owner.address && one.undeliverable))
      continue;
    const addresses = before.addresses.map((one) =>
      one.address === owner.address ? { ...one, undeliverable: true } : one,
    );
    try {
      await desk.write.putContact({ value: { ...before, addresses, version: before.version + 1 }, before });
    } catch (error) {
      // Somebody is editing the contact: the next bounce flags it, and the timeline has this one.
      if (!(error instanceof DirectoryConflict)) throw error;
    }
  }
}
