import { caseRoutes } from './cases.ts';
import { criticalRoutes } from './critical.ts';
import { deskRoutes } from './desk.ts';
import { evidenceRoutes } from './evidence.ts';
import { meRoutes } from './me.ts';
import { peopleRoutes } from './people.ts';

/** Every operation of `/v1`: the API serves exactly these, and `/v1/openapi.json` documents exactly these. */
export const routes = {
  ...caseRoutes,
  ...criticalRoutes,
  ...evidenceRoutes,
  ...meRoutes,
  ...peopleRoutes,
  ...deskRoutes,
} as const;
export type Routes = typeof routes;
export type OperationId = keyof Routes;
