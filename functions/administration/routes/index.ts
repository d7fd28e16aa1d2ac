import { auditRoutes } from '../../../shared/contracts/api/audit.ts';
import { calendarRoutes } from '../../../shared/contracts/api/calendars.ts';
import { dataRightsRoutes } from '../../../shared/contracts/api/data-rights.ts';
import { deskRoutes } from '../../../shared/contracts/api/desk.ts';
import { evidenceRoutes } from '../../../shared/contracts/api/evidence.ts';
import { peopleRoutes } from '../../../shared/contracts/api/people.ts';
import { quarantineRoutes } from '../../../shared/contracts/api/quarantine.ts';
import { reportRoutes } from '../../../shared/contracts/api/reports.ts';
import type { Handlers } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';
import { auditHandlers } from './audit.ts';
import { dataRightsHandlers } from './data-rights.ts';
import { deskHandlers } from './desk.ts';
import { evidenceHandlers } from './evidence.ts';
import { onCallHandlers } from './on-call.ts';
import { peopleHandlers } from './people.ts';
import { quarantineHandlers } from './quarantine.ts';
import { webhookHandlers } from './webhooks.ts';

/** How the desk is set up: people, hours, schedules, rules, hooks; whom it believes; and its figures and records. */
export const administrationRoutes = {
  ...peopleRoutes,
  ...calendarRoutes,
  ...deskRoutes,
  ...reportRoutes,
  ...evidenceRoutes,
  ...dataRightsRoutes,
  ...auditRoutes,
  ...quarantineRoutes,
} as const;

/** A handler for each of them: one that is missing does not compile. */
export function administrationHandlers(
  desk: AdministrationDesk,
): Handlers<keyof typeof administrationRoutes> {
  return {
    ...peopleHandlers(desk),
    ...onCallHandlers(desk),
    ...evidenceHandlers(desk),
    ...deskHandlers(desk),
    ...webhookHandlers(desk),
    ...dataRightsHandlers(desk),
    ...auditHandlers(desk),
    ...quarantineHandlers(desk),
  };
}
