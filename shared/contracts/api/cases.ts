import * as z from 'zod';
import { VitalInformation } from '../../domain/case/critical-events.ts';
import { Category, Instant, Severity, Status } from '../../domain/case/vocabulary.ts';
import { desk, Empty, everyone, line, listOf, page, route, workers } from './route.ts';
import { CaseSummary, CaseView, TimelineItem } from './views.ts';

const body = line(50_000);
/** Files uploaded before (`uploadAttachment`), by id. */
const attachmentIds = z.array(z.string().max(100)).max(20).default([]);

export const SubmitCase = z.object({
  subject: line(300),
  description: body,
  category: Category.default('information'),
  severity: Severity.default('non-critical'),
  affected: z
    .object({
      stream: line(200),
      domain: line(253),
      ipAddresses: z.array(z.union([z.ipv4(), z.ipv6()])).max(50),
    })
    .partial()
    .optional(),
  attachmentIds,
  vitalInformation: VitalInformation.omit({ description: true })
    .extend({ description: line(10_000).optional() })
    .optional()
    .describe('With a critical case: starts the 15 minutes at once'),
  accountId: z.string().max(64).optional().describe('The desk only: for whom the case is opened'),
  contactId: z.string().max(64).optional().describe('The desk only: who asked'),
});

export const views = [
  'unassigned',
  'mine',
  'my-accounts',
  'due-within-hour',
  'waiting-on-customer',
  'breached',
  'open',
  'quarantined',
  'closed',
] as const;

const caseList = z.object({
  ...page,
  status: Status.optional(),
  severity: Severity.optional(),
  category: Category.optional(),
  owner: z.string().max(100).optional().describe('A person id, `me`, or `none`'),
  account: z.string().max(64).optional(),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Number, words of the subject, people or domains; beginnings match, whole words come first'),
  view: z.enum(views).optional(),
  openedFrom: z.iso.date().optional(),
  openedTo: z.iso.date().optional(),
});

/** What both parties do with cases. */
export const caseRoutes = {
  submitCase: route({
    method: 'post',
    path: '/cases',
    tag: 'cases',
    summary: 'Submit a case',
    callers: everyone,
    scope: 'cases:write',
    body: SubmitCase,
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  listCases: route({
    method: 'get',
    path: '/cases',
    tag: 'cases',
    summary: 'List or search cases',
    callers: everyone,
    scope: 'cases:read',
    query: caseList,
    answer: listOf(CaseSummary),
    status: 200,
  }),
  readCase: route({
    method: 'get',
    path: '/cases/{caseId}',
    tag: 'cases',
    summary: 'Read a case (by id or number)',
    callers: everyone,
    scope: 'cases:read',
    answer: CaseView,
    status: 200,
  }),
  readTimeline: route({
    method: 'get',
    path: '/cases/{caseId}/timeline',
    tag: 'cases',
    summary: 'Read what happened, oldest first',
    callers: everyone,
    scope: 'cases:read',
    query: z.object({
      cursor: z
        .string()
        .regex(/^\d{1,6}$/, 'Use the nextCursor of the page before.')
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(200),
    }),
    answer: listOf(TimelineItem),
    status: 200,
  }),
  postMessage: route({
    method: 'post',
    path: '/cases/{caseId}/messages',
    tag: 'cases',
    summary: 'Write to the other party, or an internal note',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({
      body,
      visibility: z.enum(['public', 'internal']).default('public'),
      attachmentIds,
      waitingOnCustomer: z
        .boolean()
        .default(false)
        .describe('The desk only: the clocks pause until the customer answers'),
      nextUpdateAt: Instant.nullable().default(null).describe('The desk only: when the customer hears again'),
      seenCustomerSeq: z
        .int()
        .nonnegative()
        .nullable()
        .default(null)
        .describe('lastCustomerSeq when the draft was begun'),
    }),
    answer: TimelineItem,
    status: 201,
    idempotent: true,
  }),
  readOriginal: route({
    method: 'get',
    path: '/cases/{caseId}/messages/{seq}/original',
    tag: 'cases',
    summary: 'The whole message, HTML made safe',
    callers: everyone,
    scope: 'cases:read',
    query: z.object({ remoteContent: z.enum(['blocked', 'allowed']).default('blocked') }),
    answer: z.object({
      text: z.string(),
      html: z.string().nullable(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      blockedRemoteContent: z.boolean(),
      /** The origin of the images that came with the mail itself; null if it shows none. */
      imagesFrom: z.string().nullable(),
      rawUrl: z.string().nullable(),
    }),
    status: 200,
  }),
  assignOwner: route({
    method: 'put',
    path: '/cases/{caseId}/owner',
    tag: 'cases',
    summary: 'Assign or hand over the owner',
    callers: workers,
    body: z.object({
      agentId: z.string().max(100),
      reason: line(2_000).optional(),
      summary: line(10_000).optional(),
    }),
    answer: CaseView,
    status: 200,
    versioned: true,
  }),
  classifyCase: route({
    method: 'put',
    path: '/cases/{caseId}/classification',
    tag: 'cases',
    summary: 'Change severity or category; a critical issue becomes less once both parties say so',
    callers: ['contact', ...workers],
    body: z
      .object({ severity: Severity.optional(), category: Category.optional(), reason: line(2_000) })
      .refine(({ severity, category }) => severity !== undefined || category !== undefined, {
        path: ['category'],
        message: 'Say what changes: the severity, the category, or both.',
      }),
    answer: CaseView,
    status: 200,
    versioned: true,
  }),
  escalateCase: route({
    method: 'post',
    path: '/cases/{caseId}/escalations',
    tag: 'cases',
    summary: 'Escalate to the technical account manager',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({ reason: line(5_000) }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  mergeCase: route({
    method: 'post',
    path: '/cases/{caseId}/merge',
    tag: 'cases',
    summary: 'Merge into another case of the same account',
    callers: workers,
    body: z.object({ into: z.string().max(64) }),
    answer: CaseView,
    status: 200,
  }),
  readPresence: route({
    method: 'put',
    path: '/cases/{caseId}/presence',
    tag: 'cases',
    summary: 'Say that you look at it or write; learn who else does',
    callers: desk,
    body: z.object({ doing: z.enum(['viewing', 'writing']) }),
    answer: z.object({
      others: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          doing: z.enum(['viewing', 'writing']),
          since: Instant,
        }),
      ),
    }),
    status: 200,
  }),
} as const;
export { Empty };
