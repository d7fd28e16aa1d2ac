import * as z from 'zod';
import { auditedKinds } from '../../domain/audit/change.ts';
import { Actor, Instant } from '../../domain/case/vocabulary.ts';
import { id, listOf, managers, page, route } from './route.ts';

/** Who changed what besides cases: a case tells its own timeline. */
export const auditRoutes = {
  readAudit: route({
    method: 'get',
    path: '/audit',
    tag: 'audit',
    summary:
      'Who changed accounts, people, hours, rules, schedules and webhooks, newest first; a page may be shorter than asked for',
    callers: managers,
    query: z.object({
      ...page,
      account: id.optional(),
      kind: z.enum(auditedKinds).optional(),
      actor: z.string().max(200).optional().describe('The id of whoever made the change'),
    }),
    answer: listOf(
      z.object({
        auditId: z.string(),
        at: Instant,
        actor: Actor,
        subject: z.object({ kind: z.enum(auditedKinds), id: z.string(), accountId: z.string().nullable() }),
        change: z.enum(['created', 'changed', 'removed']),
        fields: z
          .record(z.string(), z.object({ before: z.unknown(), after: z.unknown() }))
          .describe(
            'By name of the field; null is nothing, or what is not kept: who a contact is, long values',
          ),
        version: z.int(),
      }),
    ),
    status: 200,
  }),
} as const;
