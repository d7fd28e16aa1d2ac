import { AlreadyDone } from '../aws/case-store.ts';
import { keys } from '../aws/keys.ts';
import type { Case } from '../domain/case/case.ts';
import { decideEscalate } from '../domain/case/escalate.ts';
import { readLinkToken } from '../domain/mail/token.ts';
import { NotFound } from '../errors/index.ts';
import { changeCase } from './change-case.ts';
import { holderOf } from './closure-link.ts';
import type { Desk } from './desk.ts';
import { escalationPath, nobodyToEscalateTo, tellEscalated } from './escalate-case.ts';
import { tamCard } from './tam-card.ts';

/** Whom a signed link of a mail reaches. Reading it escalates nothing: mail scanners open every link. @throws NotFound */
export async function readEscalationLink(desk: Desk, token: string) {
  const { of, key } = await linkedCase(desk, token);
  return await view(desk, of, (await desk.cases.place(key)) !== null);
}

/**
 * Escalates by the signed link of a mail, for the customer's side: the one way for somebody who has no more than
 * the mail. A link escalates once, however often it is pressed; the next mail has the next one.
 *
 * @throws NotFound | Conflict
 */
export async function escalateByLink(desk: Desk, token: string, reason: string) {
  const { of, key } = await linkedCase(desk, token);
  const { caseId } = of;
  const actor = await holderOf(desk, of);
  try {
    const change = await changeCase(desk, {
      caseId,
      markers: (seq) => [{ key, place: { caseId, seq } }],
      decide: async (current) => {
        const place = await desk.cases.place(key);
        if (place !== null) throw new AlreadyDone(place);
        const now = desk.now();
        const path = await escalationPath(desk, current.accountId, now);
        const entries = decideEscalate(current, { by: 'customer', reason, path }, { now, actor });
        if (entries.length === 0) throw nobodyToEscalateTo();
        return [...entries, ...(await tellEscalated(desk, current, entries, now))];
      },
    });
    return await view(desk, change?.after ?? of, true);
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
    return await view(desk, (await desk.cases.read(caseId)) ?? of, true);
  }
}

async function linkedCase(desk: Desk, token: string) {
  const place = readLinkToken('escalation', token, desk.hmac);
  const of = place === null ? null : await desk.cases.read(place.caseId);
  if (place === null || of === null || of.accountId === null) throw new NotFound('case', 'of this link');
  return { of, key: keys.done(`escalation-link:${place.caseId}:${place.seq}`) };
}

async function view(desk: Desk, { number, subject, language, status, accountId }: Case, escalated: boolean) {
  const account = accountId === null ? null : await desk.directory.account(accountId);
  const tam = account === null ? null : await tamCard(desk, account, desk.now());
  return { number, subject, language, tam, escalated, open: status !== 'closed' && status !== 'quarantined' };
}
