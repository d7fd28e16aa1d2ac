import * as z from 'zod';
import { desk, line, listOf, page, route, workers } from './route.ts';
import { CaseSummary, CaseView } from './views.ts';

/** Mail that nobody vouches for yet. */
export const quarantineRoutes = {
  discardQuarantined: route({
    method: 'post',
    path: '/quarantine/{caseId}/discard',
    tag: 'quarantine',
    summary: 'Discard what waits in quarantine',
    callers: [...workers, 'machine'],
    scope: 'desk:write',
    body: z.object({ reason: line(2_000) }),
    answer: CaseView,
    status: 200,
  }),
  releaseQuarantined: route({
    method: 'post',
    path: '/quarantine/{caseId}/release',
    tag: 'quarantine',
    summary: 'Believe it: open it in an account, or join it to a case',
    callers: [...workers, 'machine'],
    scope: 'desk:write',
    body: z.union([
      z.object({ accountId: z.string().max(64), contactId: z.string().max(64).optional() }),
      z.object({ caseId: z.string().max(64) }),
    ]),
    answer: CaseView,
    status: 200,
  }),
  readQuarantine: route({
    method: 'get',
    path: '/quarantine',
    tag: 'quarantine',
    summary: 'What waits in quarantine, and why',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    query: z.object(page),
    answer: listOf(CaseSummary),
    status: 200,
  }),
} as const;
