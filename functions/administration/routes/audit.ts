import type { Handlers } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

/** Who changed what besides cases. */
export function auditHandlers(desk: AdministrationDesk): Handlers<'readAudit'> {
  return {
    readAudit: async ({ query: { account: accountId, kind, actor: actorId, limit, cursor } }) => {
      const { items, next } = await desk.audit.read({ accountId, kind, actorId, limit, cursor });
      return {
        items: items.map(({ actor, fields, ...entry }) => ({
          ...entry,
          actor: { ...actor },
          fields: { ...fields },
        })),
        nextCursor: next,
      };
    },
  };
}
