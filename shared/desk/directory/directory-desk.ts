import { DirectoryConflict, type DirectoryWriter } from '../../aws/directory-writer.ts';
import type { Principal } from '../../domain/access/principal.ts';
import { Conflict, Stale } from '../../errors/index.ts';
import type { Desk } from '../desk.ts';

export interface DirectoryDesk extends Desk {
  readonly write: DirectoryWriter;
}

/** What one of the directory's things is to become, and who says so. */
export interface Change<Fields> {
  readonly principal: Principal;
  readonly fields: Fields;
  readonly expectedVersion: number | undefined;
}

/** Refuses a change decided on an older version than the one that stands (`If-Match`). @throws Stale */
export function refuseStale(
  before: { readonly version: number } | null,
  expectedVersion: number | undefined,
): void {
  if (expectedVersion !== undefined && (before?.version ?? 0) !== expectedVersion) throw stale();
}

/** Translates what stood in the way of a write into an answer that its caller can act on. */
export async function guarded<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof DirectoryConflict)) throw error;
    if (error.what === 'version') throw stale();
    throw new Conflict('already-taken', `${error.what} belongs to somebody else: take it away there first.`);
  }
}

const stale = () =>
  new Stale('changed-meanwhile', 'Somebody changed it since you read it: read it again, then decide.');
