import { sideOf } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import { decideReopen } from '../domain/case/closure.ts';
import { tell } from './close-case.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';

/** Opens a closed case again within its time. @throws Conflict when it is too late or not closed */
export async function reopenCase(desk: Desk, asked: Command & { readonly reason: string }): Promise<Case> {
  const by = sideOf(asked.principal);
  const { after } = await command(desk, asked, (current, context) => [
    ...decideReopen(current, { by, reason: asked.reason }, context),
    ...(by === 'desk'
      ? [
          tell(
            current,
            'case-reopened',
            { reopenedBy: context.actor.name, reason: asked.reason },
            context.now,
          ),
        ]
      : []),
  ]);
  return after;
}
