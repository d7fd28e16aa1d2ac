import { attachmentRoutes } from './attachments.ts';
import { auditRoutes } from './audit.ts';
import { calendarRoutes } from './calendars.ts';
import { caseRoutes } from './cases.ts';
import { closingRoutes } from './closing.ts';
import { criticalRoutes } from './critical.ts';
import { dataRightsRoutes } from './data-rights.ts';
import { deskRoutes } from './desk.ts';
import { evidenceRoutes } from './evidence.ts';
import { linkRoutes } from './links.ts';
import { meRoutes } from './me.ts';
import { peopleRoutes } from './people.ts';
import { quarantineRoutes } from './quarantine.ts';
import { reportRoutes } from './reports.ts';

/** Every operation of `/v1`: the API serves exactly these, and `/v1/openapi.json` documents exactly these. */
export const routes = {
  ...caseRoutes,
  ...criticalRoutes,
  ...evidenceRoutes,
  ...meRoutes,
  ...peopleRoutes,
  ...deskRoutes,
  ...closingRoutes,
  ...reportRoutes,
  ...dataRightsRoutes,
  ...auditRoutes,
  ...quarantineRoutes,
  ...linkRoutes,
  ...calendarRoutes,
  ...attachmentRoutes,
} as const;
export type Routes = typeof routes;
export type OperationId = keyof Routes;
