import * as z from 'zod';
import { ClauseId } from '../../domain/case/clause.ts';
import { Instant } from '../../domain/case/vocabulary.ts';
import { desk, id, route } from './route.ts';

const content = { good: z.int(), bad: z.int() };
const bucket = z.object({ at: z.string(), value: z.number() });

/** How accounts are doing, and how the contract was kept. */
export const reportRoutes = {
  readHealth: route({
    method: 'get',
    path: '/reports/accounts/{accountId}',
    tag: 'reports',
    summary: 'How an account is doing: open, breached, silent, reopened, volumes',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    answer: z.object({
      accountId: z.string(),
      open: z.int(),
      breached: z.int(),
      silent: z.int(),
      reopened: z.int(),
      awaitingCustomer: z.int(),
      opened: z.array(bucket),
      closed: z.array(bucket),
      firstResponseMinutes: z.array(bucket),
    }),
    status: 200,
  }),
  readContractReport: route({
    method: 'get',
    path: '/reports/contract',
    tag: 'reports',
    summary: 'How the contract was kept in a period: promised, kept and missed by clause, the misses first',
    callers: ['supervisor', 'tam', 'machine'],
    scope: 'desk:read',
    query: z.object({
      from: z.iso.date().describe('The first day, in UTC'),
      to: z.iso.date().describe('The last day, in UTC'),
      account: id.optional().describe('All accounts without it'),
    }),
    answer: z.object({
      cases: z.int(),
      complete: z.boolean().describe('False when there were more cases than one report reads'),
      generatedAt: Instant,
      clauses: z.array(
        z.object({
          clause: ClauseId,
          sentence: z.string(),
          promised: z.int(),
          kept: z.int(),
          missed: z.int(),
          open: z.int(),
        }),
      ),
      misses: z.array(
        z.object({
          clause: ClauseId,
          caseId: z.string(),
          number: z.string(),
          subject: z.string(),
          ownerName: z.string().nullable(),
          promised: Instant.nullable(),
          done: Instant.nullable(),
          minutesLate: z.int().nullable(),
          proof: z.array(z.int()).describe('Places on the timeline'),
        }),
      ),
      satisfaction: z.object({
        ...content,
        owners: z.array(
          z.object({ agentId: z.string().nullable(), name: z.string().nullable(), ...content }),
        ),
        clauses: z.array(z.object({ clause: ClauseId.nullable(), ...content })),
      }),
    }),
    status: 200,
  }),
  readDigest: route({
    method: 'get',
    path: '/reports/digest',
    tag: 'reports',
    summary: 'The weekly digest as it would go out now',
    callers: ['tam', 'supervisor'],
    query: z.object({ tam: id.optional() }),
    answer: z.object({
      tamId: z.string(),
      accounts: z.array(
        z.object({
          accountId: z.string(),
          name: z.string(),
          opened: z.int(),
          closed: z.int(),
          silent: z.int(),
          reopened: z.int(),
          breached: z.int(),
          awaitingCustomer: z.int(),
          cases: z
            .array(z.object({ caseId: z.string(), number: z.string(), subject: z.string() }))
            .describe('Worth a look, the most pressing first'),
        }),
      ),
    }),
    status: 200,
  }),
} as const;
