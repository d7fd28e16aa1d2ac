import * as z from 'zod';
import { callbackOutcomes, VitalInformation } from '../../domain/case/critical-events.ts';
import { Instant, Language } from '../../domain/case/vocabulary.ts';
import { desk, everyone, line, listOf, route, workers } from './route.ts';
import { CaseView } from './views.ts';

const phone = VitalInformation.shape.contactPhone;

/** The critical issue: hotline, callback, agreed updates, workaround or end. */
export const criticalRoutes = {
  recordIntake: route({
    method: 'post',
    path: '/hotline/intakes',
    tag: 'critical',
    summary: 'Record the vital information of a hotline call',
    callers: desk,
    body: z.object({
      caseNumber: z.string().max(20).optional().describe('Number or PIN; without it the call opens the case'),
      companyName: line(200),
      contactName: line(200),
      contactPhone: phone,
      phoneReadBack: z.literal(true).describe('The number was read back to the caller, who confirmed it'),
      contactEmail: z.email().max(320),
      description: line(10_000),
      language: Language.optional(),
      accountId: z
        .string()
        .max(64)
        .optional()
        .describe('When the caller’s company is known and the address is not'),
    }),
    answer: CaseView.extend({ callbackDueAt: Instant }),
    status: 201,
    idempotent: true,
  }),
  findCaller: route({
    method: 'get',
    path: '/hotline/callers',
    tag: 'critical',
    summary: 'Who may be calling: by PIN, phone, e-mail or company',
    callers: desk,
    query: z.object({ q: line(200) }),
    answer: listOf(
      z.object({
        accountId: z.string(),
        accountName: z.string(),
        contactId: z.string().nullable(),
        name: z.string(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
        caseId: z.string().nullable(),
        caseNumber: z.string().nullable(),
      }),
    ),
    status: 200,
  }),
  correctVitalInformation: route({
    method: 'put',
    path: '/cases/{caseId}/vital-information',
    tag: 'critical',
    summary: 'Give or correct the vital information; the first record stays',
    callers: everyone,
    scope: 'cases:write',
    body: VitalInformation.extend({ reason: line(2_000).optional() }),
    answer: CaseView,
    status: 200,
  }),
  acknowledgePage: route({
    method: 'post',
    path: '/cases/{caseId}/acknowledgement',
    tag: 'critical',
    summary: 'Take the page: the ladder stops until the callback is due',
    callers: desk,
    answer: CaseView,
    status: 200,
  }),
  logCallback: route({
    method: 'post',
    path: '/cases/{caseId}/callbacks',
    tag: 'critical',
    summary: 'Log a call to the customer; only one that reached them counts',
    callers: workers,
    body: z.object({
      number: phone,
      startedAt: Instant,
      durationSeconds: z.int().min(0).max(86_400),
      outcome: z.enum(callbackOutcomes),
      notes: line(10_000).optional(),
    }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  setCadence: route({
    method: 'put',
    path: '/cases/{caseId}/update-cadence',
    tag: 'critical',
    summary: 'Propose or agree how often the customer hears; in force once both say the same',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({
      minutes: z
        .int()
        .min(5)
        .max(24 * 60),
    }),
    answer: CaseView,
    status: 200,
  }),
  sendUpdate: route({
    method: 'post',
    path: '/cases/{caseId}/updates',
    tag: 'critical',
    summary: 'Tell the customer: nature, what changed, when it will be over',
    callers: workers,
    body: z
      .object({
        nature: line(5_000),
        changed: line(10_000),
        expectedResolutionAt: Instant.optional(),
        nextEstimateAt: Instant.optional(),
      })
      .refine((update) => update.expectedResolutionAt !== undefined || update.nextEstimateAt !== undefined, {
        path: ['expectedResolutionAt'],
        message: 'Give the expected time to resolution, or in nextEstimateAt when there will be one.',
      }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  noteHandover: route({
    method: 'post',
    path: '/cases/{caseId}/handovers',
    tag: 'critical',
    summary: 'Hand a critical issue over with a written situation',
    callers: workers,
    body: z.object({ toId: z.string().max(100), situation: line(10_000) }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  suggestHandover: route({
    method: 'get',
    path: '/cases/{caseId}/handovers/suggestion',
    tag: 'critical',
    summary: 'Who is on duty now, and so the next to have the critical issue',
    callers: workers,
    answer: z.object({
      toId: z.string().nullable().describe('Null while nobody is on duty'),
      toName: z.string().nullable(),
    }),
    status: 200,
  }),
  giveWorkaround: route({
    method: 'post',
    path: '/cases/{caseId}/workaround',
    tag: 'critical',
    summary: 'A workaround has been given',
    callers: workers,
    body: z.object({ description: line(10_000), at: Instant.optional() }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  failWorkaround: route({
    method: 'post',
    path: '/cases/{caseId}/workaround/failure',
    tag: 'critical',
    summary: 'The workaround has failed: the issue is worked on again',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({ reason: line(10_000) }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  declareEnd: route({
    method: 'post',
    path: '/cases/{caseId}/end',
    tag: 'critical',
    summary: 'The critical issue has ended',
    callers: workers,
    body: z.object({ description: line(10_000), at: Instant.optional() }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
  recordClosingNote: route({
    method: 'put',
    path: '/cases/{caseId}/closing-note',
    tag: 'critical',
    summary: 'Cause or unknown, and follow-ups with owners and dates',
    callers: workers,
    body: z.object({
      cause: line(10_000).nullable(),
      unavailableSeconds: z.int().nonnegative().nullable().default(null),
      followUps: z
        .array(z.object({ what: line(2_000), ownerId: z.string().max(100), dueOn: z.iso.date() }))
        .max(50)
        .default([]),
    }),
    answer: CaseView,
    status: 200,
  }),
} as const;
