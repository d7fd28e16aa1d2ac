import * as z from 'zod';
import { Instant } from '../../domain/case/vocabulary.ts';
import { WeeklyInterval } from './calendars.ts';
import { desk, id, line, listOf, managers, page, route } from './route.ts';

const stretch = { from: Instant, to: Instant };
const turn = z.object({ ...stretch, personId: id });
export const ScheduleView = z
  .object({
    name: line(100),
    layers: z
      .array(
        z.object({
          layerId: id,
          role: z.enum(['primary', 'secondary', 'duty-lead']),
          timeZone: z.string().max(64),
          rotation: z.object({
            unit: z.enum(['day', 'week']),
            every: z.int().min(1).max(365),
            startsOn: z.iso.date(),
            handoffAt: z.string().describe('HH:MM on the wall of the layer’s zone'),
            members: z.array(id).min(1).max(50),
          }),
          windows: z
            .array(WeeklyInterval)
            .max(50)
            .describe('When the seat is taken; none means around the clock'),
          from: Instant.nullable(),
          until: Instant.nullable(),
        }),
      )
      .min(1)
      .max(20),
    overrides: z.array(z.object({ ...stretch, overrideId: id, layerId: id, personId: id })).max(500),
    swaps: z.array(z.object({ swapId: id, layerId: id, turns: z.tuple([turn, turn]) })).max(500),
    leave: z.array(z.object({ ...stretch, leaveId: id, personId: id, deputyId: id.nullable() })).max(500),
    version: z.int(),
  })
  .meta({ id: 'ScheduleView' });
export type ScheduleView = z.infer<typeof ScheduleView>;

export const WebhookView = z
  .object({
    webhookId: z.string(),
    accountId: z.string(),
    url: z.url().max(2_000).describe('https, of a server on the public internet'),
    eventTypes: z.array(z.string().max(100)).max(50),
    enabled: z.boolean(),
    createdAt: Instant,
    version: z.int(),
  })
  .meta({ id: 'WebhookView' });
export const WebhookDelivery = z
  .object({
    deliveryId: z.string(),
    eventId: z.string(),
    eventType: z.string(),
    at: Instant,
    attempt: z.int(),
    outcome: z.enum(['delivered', 'failed', 'gave-up', 'waiting']),
    status: z.int().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

/** A webhook sends a customer's events away: it is kept by that customer, and at the desk by who answers for accounts. */
const keepers = ['contact', 'supervisor', 'tam', 'machine'] as const;
const readers = ['agent', ...keepers] as const;

/** How the desk itself is run: who is on call, rules, hooks, health. */
export const deskRoutes = {
  readSchedule: route({
    method: 'get',
    path: '/on-call/schedule',
    tag: 'on call',
    summary: 'The on-call schedule',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    answer: ScheduleView,
    status: 200,
  }),
  putSchedule: route({
    method: 'put',
    path: '/on-call/schedule',
    tag: 'on call',
    summary: 'Save the schedule; refused while any second of the next 400 days has nobody reachable',
    callers: [...managers, 'machine'],
    scope: 'desk:write',
    body: ScheduleView.omit({ version: true }),
    answer: ScheduleView,
    status: 200,
    versioned: true,
  }),
  readOnCall: route({
    method: 'get',
    path: '/on-call/shifts',
    tag: 'on call',
    summary: 'Who is on call, when',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    query: z.object({ from: Instant, to: Instant }),
    answer: listOf(
      z.object({
        from: Instant,
        to: Instant,
        layerId: z.string(),
        personId: z.string().nullable(),
        name: z.string().nullable(),
        because: z.enum(['rotation', 'override', 'swap', 'deputy', 'gap']),
      }),
    ),
    status: 200,
  }),
  proveCoverage: route({
    method: 'post',
    path: '/on-call/coverage',
    tag: 'on call',
    summary: 'Check a schedule without saving it',
    callers: desk,
    body: ScheduleView.omit({ version: true }),
    answer: z.object({
      covered: z.boolean(),
      gap: z.object({ from: Instant, to: Instant, reason: z.string() }).nullable(),
    }),
    status: 200,
  }),
  readRules: route({
    method: 'get',
    path: '/rules',
    tag: 'rules',
    summary: 'How owners are found, and which alarms open cases',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    answer: z.object({
      assignment: z.enum(['round-robin', 'by-hand']),
      alarms: z.array(
        z.object({ namePrefix: line(200), accountId: id, severity: z.enum(['critical', 'non-critical']) }),
      ),
      version: z.int(),
    }),
    status: 200,
  }),
  putRules: route({
    method: 'put',
    path: '/rules',
    tag: 'rules',
    summary: 'Change the rules',
    callers: [...managers, 'machine'],
    scope: 'desk:write',
    body: z.object({
      assignment: z.enum(['round-robin', 'by-hand']),
      alarms: z
        .array(
          z.object({ namePrefix: line(200), accountId: id, severity: z.enum(['critical', 'non-critical']) }),
        )
        .max(100),
    }),
    answer: z.object({
      assignment: z.enum(['round-robin', 'by-hand']),
      alarms: z.array(z.object({ namePrefix: z.string(), accountId: z.string(), severity: z.string() })),
      version: z.int(),
    }),
    status: 200,
    versioned: true,
  }),
  listCannedAnswers: route({
    method: 'get',
    path: '/canned-answers',
    tag: 'canned answers',
    summary: 'Prepared answers',
    callers: [...desk, 'machine'],
    scope: 'desk:read',
    answer: listOf(
      z.object({ answerId: id, title: z.string(), es: z.string(), en: z.string(), version: z.int() }),
    ),
    status: 200,
  }),
  putCannedAnswer: route({
    method: 'put',
    path: '/canned-answers/{answerId}',
    tag: 'canned answers',
    summary: 'Create or change a prepared answer',
    callers: ['agent', 'supervisor', 'tam', 'machine'],
    scope: 'desk:write',
    body: z.object({ title: line(200), es: line(10_000), en: line(10_000) }),
    answer: z.object({ answerId: id, title: z.string(), es: z.string(), en: z.string(), version: z.int() }),
    status: 200,
    creates: 'answerId',
    versioned: true,
  }),
  listWebhooks: route({
    method: 'get',
    path: '/webhooks',
    tag: 'webhooks',
    summary: 'Webhooks of an account',
    callers: readers,
    scope: 'cases:read',
    query: z.object({ account: id.optional() }),
    answer: listOf(WebhookView),
    status: 200,
  }),
  createWebhook: route({
    method: 'post',
    path: '/webhooks',
    tag: 'webhooks',
    summary: 'Send an account’s events to an address; the secret is shown once',
    callers: keepers,
    scope: 'cases:write',
    body: WebhookView.pick({ url: true, eventTypes: true }).extend({ accountId: id.optional() }),
    answer: WebhookView.extend({ secret: z.string() }),
    status: 201,
    idempotent: true,
  }),
  deleteWebhook: route({
    method: 'delete',
    path: '/webhooks/{webhookId}',
    tag: 'webhooks',
    summary: 'Stop sending',
    callers: keepers,
    scope: 'cases:write',
    answer: z.object({}),
    status: 204,
  }),
  listDeliveries: route({
    method: 'get',
    path: '/webhooks/{webhookId}/deliveries',
    tag: 'webhooks',
    summary: 'What was sent, and how it went',
    callers: readers,
    scope: 'cases:read',
    query: z.object(page),
    answer: listOf(WebhookDelivery),
    status: 200,
  }),
  replayDelivery: route({
    method: 'post',
    path: '/webhooks/{webhookId}/deliveries/{deliveryId}/replay',
    tag: 'webhooks',
    summary: 'Send an event again',
    callers: keepers,
    scope: 'cases:write',
    answer: WebhookDelivery,
    status: 202,
    idempotent: true,
  }),
} as const;
