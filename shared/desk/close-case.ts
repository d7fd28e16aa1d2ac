import { authoriseSpeaker } from '../domain/access/policy.ts';
import { sideOf } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import { decideAgreeClosure, decideDeclineClosure, decideProposeClosure } from '../domain/case/closure.ts';
import type { CaseEvents, NewEntry } from '../domain/case/events.ts';
import type { NoticeKind } from '../domain/case/mail.ts';
import { automaticMessage } from '../domain/case/message.ts';
import { intakeActor } from './actors.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';
import { letter } from './mails.ts';

const onlyAgentsClose = 'An agent closes cases with the customer.';

/** Proposes to close; a proposal of the desk goes to the customer by mail, with the ways to answer it. */
export async function proposeClosure(
  desk: Desk,
  asked: Command & { readonly summary: string },
): Promise<{ readonly after: Case }> {
  authoriseSpeaker(asked.principal, onlyAgentsClose);
  const by = sideOf(asked.principal);
  return await command(desk, asked, (current, context) => {
    const entries = decideProposeClosure(current, { by, summary: asked.summary }, context);
    return by === 'customer'
      ? entries
      : [...entries, tell(current, 'closure-proposed', { summary: asked.summary }, context.now)];
  });
}

/** The other party's answer to the open proposal. */
export async function answerClosure(
  desk: Desk,
  asked: Command & { readonly agreed: boolean; readonly reason: string | null },
): Promise<{ readonly after: Case }> {
  authoriseSpeaker(asked.principal, onlyAgentsClose);
  const by = sideOf(asked.principal);
  const means: CaseEvents['closure.agreed']['means'] =
    asked.principal.kind === 'machine' ? 'api' : 'dashboard';
  return await command(desk, asked, (current, context) => {
    if (!asked.agreed) {
      const entries = decideDeclineClosure(current, { by, reason: asked.reason ?? '' }, context);
      return by === 'customer'
        ? entries
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
    const entries = decideAgreeClosure(current, { by, means }, context);
    return [
      ...entries,
      tell(
        current,
        'case-closed',
        { summary: current.closureProposal?.summary ?? '', how: 'agreed' },
        context.now,
      ),
    ];
  });
}

/** A mail to everyone on the customer's side. */
export function tell(of: Case, notice: NoticeKind, variables: Record<string, string>, now: string): NewEntry {
  return automaticMessage(letter(of, { notice, variables, automatic: true }), { now, actor: intakeActor });
}
