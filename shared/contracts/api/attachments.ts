import * as z from 'zod';
import { Instant } from '../../domain/case/vocabulary.ts';
import { everyone, line, route } from './route.ts';

/** Files, which travel by short-lived addresses and never through the API. */
export const attachmentRoutes = {
  uploadAttachment: route({
    method: 'post',
    path: '/attachments',
    tag: 'attachments',
    summary: 'Get a short-lived address to upload a file to',
    callers: everyone,
    scope: 'cases:write',
    body: z.object({
      name: line(255),
      contentType: z.string().max(127),
      size: z.int().positive(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    answer: z.object({
      attachmentId: z.string(),
      uploadUrl: z.string().nullable(),
      headers: z.record(z.string(), z.string()),
      expiresAt: Instant,
    }),
    status: 201,
    idempotent: true,
  }),
  downloadAttachment: route({
    method: 'get',
    path: '/cases/{caseId}/attachments/{seq}/{hash}',
    tag: 'attachments',
    summary: 'Get a short-lived address to download a file from',
    callers: everyone,
    scope: 'cases:read',
    answer: z.object({ url: z.string(), expiresAt: Instant }),
    status: 200,
  }),
} as const;
