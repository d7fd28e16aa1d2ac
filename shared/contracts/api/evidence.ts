import * as z from 'zod';
import { Instant, Language } from '../../domain/case/vocabulary.ts';
import { LedgerLine } from '../ledger.ts';
import { everyone, route } from './route.ts';
import { CaseView } from './views.ts';

/** What a case proves: the record of each clause, as JSON or as a page; and what is put on it as evidence. */
export const evidenceRoutes = {
  readEvidence: route({
    method: 'get',
    path: '/cases/{caseId}/evidence',
    tag: 'cases',
    summary: 'The clause-by-clause record: promised, done, when, by whom, proof',
    callers: everyone,
    scope: 'cases:read',
    query: z.object({
      format: z.enum(['json', 'html']).optional(),
      language: Language.optional().describe('Of the page; the case’s own by default'),
    }),
    html: true,
    answer: z.object({
      caseId: z.string(),
      number: z.string(),
      subject: z.string(),
      accountName: z.string(),
      timeZone: z.string(),
      version: z.int().describe('The place of the last entry'),
      lastHash: z.string(),
      chainIntact: z.boolean(),
      generatedAt: Instant,
      clauses: z.array(
        z.object({
          clause: z.string(),
          sentence: z.string(),
          promised: Instant.nullable(),
          done: Instant.nullable(),
          kept: z.boolean().nullable(),
          by: z.string().nullable(),
          proof: z.array(z.int()),
        }),
      ),
      unavailability: z.array(
        z.object({
          seq: z.int(),
          at: Instant,
          by: z.string(),
          verdict: z.string(),
          persistentFrom: Instant.nullable(),
          unavailableSeconds: z.object({ api: z.int(), smtp: z.int() }),
          vantagePoints: z.array(z.string()),
          ledgerSha256: z.string(),
        }),
      ),
      timeline: z
        .array(z.looseObject({ seq: z.int(), type: z.string(), at: Instant, hash: z.string() }))
        .describe(
          'Every entry with its hashes, for `npm run verify-chain`; those the reader may not see without content',
        ),
    }),
    status: 200,
  }),
  measureUnavailability: route({
    method: 'post',
    path: '/cases/{caseId}/unavailability',
    tag: 'critical',
    summary: 'Put a ledger of seconds on a case as evidence of an unavailability; it decides nothing',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({ ledger: z.array(LedgerLine).min(1).max(20_000) }),
    answer: CaseView,
    status: 201,
    idempotent: true,
  }),
} as const;
