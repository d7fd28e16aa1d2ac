import { attachmentRoutes } from '../../../shared/contracts/api/attachments.ts';
import { caseRoutes } from '../../../shared/contracts/api/cases.ts';
import { closingRoutes } from '../../../shared/contracts/api/closing.ts';
import { criticalRoutes } from '../../../shared/contracts/api/critical.ts';
import { linkRoutes } from '../../../shared/contracts/api/links.ts';
import { meRoutes } from '../../../shared/contracts/api/me.ts';
import type { ApiDesk } from '../connect.ts';
import type { Handlers } from '../operation.ts';
import { attachmentHandlers } from './attachments.ts';
import { caseHandlers } from './cases.ts';
import { criticalHandlers } from './critical.ts';
import { meHandlers } from './me.ts';
import { publicHandlers } from './public.ts';

const { readOriginal: _elsewhere, ...onCases } = caseRoutes;

/**
 * The everyday operations, on cases. How the desk is set up is answered by `administration`, and a whole
 * mail by `read-original`: each is a function of its own, so that none carries what it does not need.
 */
export const apiRoutes = {
  ...onCases,
  ...closingRoutes,
  ...attachmentRoutes,
  ...linkRoutes,
  ...criticalRoutes,
  ...meRoutes,
} as const;

/** A handler for each of them: one that is missing does not compile. */
export function handlersOf(desk: ApiDesk): Handlers<keyof typeof apiRoutes> {
  return {
    ...caseHandlers(desk),
    ...attachmentHandlers(desk),
    ...publicHandlers(desk),
    ...criticalHandlers(desk),
    ...meHandlers(desk),
  };
}
