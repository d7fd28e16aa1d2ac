import type { Principal } from '../domain/access/principal.ts';
import { sideOf } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import {
  decideAgreeClosure,
  decideDeclineClosure,
  decideProposeClosure,
  lapsesAt,
  reopenableUntil,
} from '../domain/case/closure.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import type { NoticeKind } from '../domain/case/mail.ts';
import { automaticMessage } from '../domain/case/message.ts';
import { Forbidden } from '../errors/index.ts';
import { intakeActor } from './actors.ts';
import { type Command, command, type Deciding } from './commands.ts';
import type { Desk } from './desk.ts';
import { letter } from './mails.ts';
import { tellOwner } from './tell-owner.ts';

/** Proposes to close; a proposal of the desk goes to the customer by mail, with the ways to answer it. */
export async function proposeClosure(
  desk: Desk,
  asked: Command & { readonly summary: string },
): Promise<{ readonly after: Case }> {
  mayClose(asked.principal);
  const by = sideOf(asked.principal);
  return await command(desk, asked, (current, context) => {
    const entries = decideProposeClosure(current, { by, summary: asked.summary }, context);
    return by === 'customer'
      ? entries
      : [...entries, askToClose(current, 'closure-proposed', { summary: asked.summary, sent: 0 }, context)];
  });
}

/** The other party's answer to the open proposal. */
export async function answerClosure(
  desk: Desk,
  asked: Command & {
    readonly agreed: boolean;
    readonly reason: string | null;
    /** The place of the proposal that was read; an answer to that one agrees to no later one. */
    readonly to?: number | undefined;
  },
): Promise<{ readonly after: Case }> {
  mayClose(asked.principal);
  const by = sideOf(asked.principal);
  const means: CaseEvents['closure.agreed']['means'] =
    asked.principal.kind === 'machine' ? 'api' : 'dashboard';
  return await command(desk, asked, async (current, context) => {
    if (!asked.agreed) {
      const entries = decideDeclineClosure(
        current,
        { by, reason: asked.reason ?? '', to: asked.to },
        context,
      );
      return by === 'customer'
        ? [...entries, ...(await tellOwner(desk, current, 'declined', context.now))]
        : [
            ...entries,
            tell(
              current,
              'closure-declined',
              { declinedBy: context.actor.name, reason: asked.reason ?? '' },
              context.now,
            ),
          ];
    }
    const entries = decideAgreeClosure(current, { by, means, to: asked.to }, context);
    return [...entries, tellClosed(current, 'agreed', context)];
  });
}

type Timed = Pick<Deciding, 'now' | 'terms'>;

/** Asks the customer to agree, and says what silence does: where the terms let it, it closes the case. */
export function askToClose(
  of: Case,
  notice: 'closure-proposed' | 'closure-reminder',
  { summary, sent }: { summary: string; sent: number },
  { now, terms }: Timed,
): NewEntry {
  const lapse = lapsesAt(of, sent, { now, terms });
  const silence: Record<string, string> = lapse === null ? {} : { lapsesAt: lapse, timeZone: terms.timeZone };
  return tell(of, notice, { summary, ...silence }, now);
}

/** Tells the customer that their case is closed, how, and until when they can have it open again. */
export function tellClosed(of: Case, how: 'agreed' | 'without-answer', { now, terms }: Timed): NewEntry {
  const summary = of.closureProposal?.summary ?? '';
  const reopenBefore = reopenableUntil(now, terms);
  return tell(of, 'case-closed', { summary, how, reopenBefore, timeZone: terms.timeZone }, now);
}

/** A mail to everyone on the customer's side. */
export function tell(of: Case, notice: NoticeKind, variables: Record<string, string>, now: string): NewEntry {
  return automaticMessage(letter(of, { notice, variables, automatic: true }), { now, actor: intakeActor });
}

function mayClose({ kind, roles }: Principal): void {
  if (
    kind === 'person' &&
    !roles.some((role) => role === 'agent' || role === 'tam' || role === 'supervisor')
  ) {
    throw new Forbidden('An agent closes cases with the customer.', 'role-missing');
  }
}
