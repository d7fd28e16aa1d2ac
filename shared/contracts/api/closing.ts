import * as z from 'zod';
import { Judgement } from './links.ts';
import { everyone, line, route } from './route.ts';
import { CaseView } from './views.ts';

/** How both parties close a case, open it again, and say how it was. */
export const closingRoutes = {
  proposeClosure: route({
    method: 'post',
    path: '/cases/{caseId}/closure-proposals',
    tag: 'cases',
    summary: 'Propose to close',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({ summary: line(10_000) }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  answerClosure: route({
    method: 'post',
    path: '/cases/{caseId}/closure-proposals/current/answer',
    tag: 'cases',
    summary: 'Agree to close, or decline with a reason',
    callers: everyone,
    scope: 'cases:write',
    body: z
      .object({
        agreed: z.boolean(),
        reason: line(5_000).optional(),
        proposalSeq: z
          .int()
          .optional()
          .describe('`closureProposal.seq` as it was read: an answer to it is none to a later one'),
      })
      .refine(({ agreed, reason }) => agreed || reason !== undefined, {
        path: ['reason'],
        message: 'Say why, so that the other party can act on it.',
      }),
    answer: CaseView,
    status: 200,
    idempotent: true,
  }),
  reopenCase: route({
    method: 'post',
    path: '/cases/{caseId}/reopenings',
    tag: 'cases',
    summary: 'Reopen, or follow up in a linked case when it is too late',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({ reason: line(5_000) }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  rateCase: route({
    method: 'post',
    path: '/cases/{caseId}/satisfaction',
    tag: 'cases',
    summary: 'Say how content you are with a case that both parties agreed to close; the last word counts',
    callers: ['contact'],
    body: Judgement,
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
} as const;
