import * as z from 'zod';
import { Actor, Instant } from '../../domain/case/vocabulary.ts';
import { AccountView } from './people.ts';
import { line, managers, route } from './route.ts';

/** An export, and the short-lived address of its file once it is done. */
const ExportView = z.object({
  exportId: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  url: z.string().nullable(),
  expiresAt: Instant.nullable(),
});

/** What people may ask of their data, and what must be kept all the same. */
export const dataRightsRoutes = {
  eraseContact: route({
    method: 'post',
    path: '/accounts/{accountId}/contacts/{contactId}/erasure',
    tag: 'data rights',
    summary:
      'Erase a person: they are nobody’s contact at once; contents and addresses leave the cases, timings stay',
    callers: managers,
    body: z.object({ reason: line(2_000) }),
    answer: z.object({ state: z.literal('running') }),
    status: 202,
  }),
  exportAccount: route({
    method: 'post',
    path: '/accounts/{accountId}/exports',
    tag: 'data rights',
    summary: 'Export an account: cases as JSON, mails as they came in',
    callers: managers,
    answer: ExportView,
    status: 202,
    idempotent: true,
  }),
  readExport: route({
    method: 'get',
    path: '/accounts/{accountId}/exports/{exportId}',
    tag: 'data rights',
    summary: 'How an export is doing',
    callers: managers,
    answer: ExportView,
    status: 200,
  }),
  setLegalHold: route({
    method: 'put',
    path: '/accounts/{accountId}/legal-hold',
    tag: 'data rights',
    summary: 'Keep everything, whatever is asked to be erased',
    callers: managers,
    body: z.object({ held: z.boolean(), reason: line(2_000) }),
    answer: AccountView,
    status: 200,
  }),
  readLegalHold: route({
    method: 'get',
    path: '/accounts/{accountId}/legal-hold',
    tag: 'data rights',
    summary: 'Whether everything is kept, and why, by whom and since when',
    callers: managers,
    answer: z.object({
      held: z.boolean(),
      reason: z.string().nullable(),
      by: Actor.nullable(),
      at: Instant.nullable().describe('When it was last set or lifted; null if it never was'),
    }),
    status: 200,
  }),
} as const;
