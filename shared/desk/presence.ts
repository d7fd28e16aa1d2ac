import type { Presence, PresenceStore } from '../aws/presence.ts';
import type { Principal } from '../domain/access/principal.ts';
import { NotFound } from '../errors/index.ts';
import type { Desk } from './desk.ts';

/** For how long somebody counts as there after their browser last said so, in seconds. */
const presentSeconds = 60;

/**
 * Says what somebody does on a case, and tells who else is there. Advice only: what keeps two answers apart
 * is the version of the case.
 */
export async function bePresent(
  desk: Pick<Desk, 'now'> & { readonly presence: PresenceStore },
  { id, name }: Principal,
  { caseId, doing }: { caseId: string; doing: Presence['doing'] },
): Promise<{ others: Omit<Presence, 'expiresAt'>[] }> {
  if (!/^[0-9a-z]{1,40}$/.test(caseId)) throw new NotFound('case', caseId);
  const now = desk.now();
  const seconds = Math.floor(Date.parse(now) / 1000);
  const present = (await desk.presence.of(caseId)).filter(({ expiresAt }) => expiresAt > seconds);
  const before = present.find(({ personId }) => personId === id);
  const since = before?.doing === doing ? before.since : now;
  await desk.presence.say(caseId, {
    personId: id,
    name,
    doing,
    since,
    expiresAt: seconds + presentSeconds,
  });
  return {
    others: present
      .filter(({ personId }) => personId !== id)
      .map((other) => ({
        personId: other.personId,
        name: other.name,
        doing: other.doing,
        since: other.since,
      })),
  };
}
