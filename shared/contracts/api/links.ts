import * as z from 'zod';
import { ClauseId } from '../../domain/case/clause.ts';
import { Instant, Language, Rating, Status } from '../../domain/case/vocabulary.ts';
import { line, route } from './route.ts';
import { TamCard } from './views.ts';

/** What the customer says of a case that both parties agreed to close. */
export const Judgement = z.object({
  rating: Rating,
  about: ClauseId.nullable().default(null).describe('The promise it is about, by its clause'),
  comment: line(5_000).nullable().default(null),
});
const RatedView = z.object({
  number: z.string(),
  subject: z.string(),
  language: Language,
  rating: Rating.nullable(),
  open: z.boolean().describe('Whether it can be rated now'),
});

const PageCard = z.object({
  caseId: z.string(),
  number: z.string(),
  customer: z.string(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  declaredAt: Instant,
  callbackDueAt: Instant.nullable(),
  reachedAt: Instant.nullable(),
  language: Language,
  timeZone: z.string(),
  takenBy: z.string().nullable(),
  mine: z.boolean().describe('Whether the reader of this link has taken it'),
  open: z.boolean().describe('Whether the customer still waits for a call'),
});

const EscalationView = z.object({
  number: z.string(),
  subject: z.string(),
  language: Language,
  tam: TamCard.nullable().describe('Whom it reaches in their hours; else who stands in'),
  escalated: z.boolean().describe('Whether this link has escalated the case'),
  open: z.boolean().describe('Whether the case can be escalated now'),
});

/** What needs no sign-in, because a signed link proves it. */
export const linkRoutes = {
  answerByLink: route({
    method: 'post',
    path: '/public/closures/{token}',
    tag: 'public',
    summary: 'Answer a closure proposal by its signed link',
    callers: [],
    body: z.object({ agreed: z.boolean(), reason: line(5_000).optional() }),
    answer: z.object({ number: z.string(), status: Status }),
    status: 200,
  }),
  rateByLink: route({
    method: 'post',
    path: '/public/satisfaction/{token}',
    tag: 'public',
    summary: 'Rate a case by its signed link',
    callers: [],
    body: Judgement,
    answer: RatedView,
    status: 200,
  }),
  readSatisfactionLink: route({
    method: 'get',
    path: '/public/satisfaction/{token}',
    tag: 'public',
    summary: 'What a signed link asks to be rated',
    callers: [],
    answer: RatedView,
    status: 200,
  }),
  readByLink: route({
    method: 'get',
    path: '/public/closures/{token}',
    tag: 'public',
    summary: 'What a signed link asks to be answered',
    callers: [],
    answer: z.object({
      number: z.string(),
      subject: z.string(),
      summary: z.string(),
      status: Status,
      language: z.string(),
      open: z.boolean(),
      note: z
        .object({
          cause: z.string().nullable(),
          followUps: z.array(z.object({ what: z.string(), ownerName: z.string(), dueOn: z.iso.date() })),
        })
        .nullable()
        .describe('The closing note of a critical issue'),
    }),
    status: 200,
  }),
  readEscalationLink: route({
    method: 'get',
    path: '/public/escalations/{token}',
    tag: 'public',
    summary: 'Whom the signed link of a mail escalates to; reading it escalates nothing',
    callers: [],
    answer: EscalationView,
    status: 200,
  }),
  escalateByLink: route({
    method: 'post',
    path: '/public/escalations/{token}',
    tag: 'public',
    summary: 'Escalate to the technical account manager by the signed link of a mail',
    callers: [],
    body: z.object({ reason: line(5_000) }),
    answer: EscalationView,
    status: 200,
  }),
  readPage: route({
    method: 'get',
    path: '/public/pages/{token}',
    tag: 'public',
    summary: 'What the signed link of a page shows; reading it takes nothing',
    callers: [],
    answer: PageCard,
    status: 200,
  }),
  answerPage: route({
    method: 'post',
    path: '/public/pages/{token}/answer',
    tag: 'public',
    summary: 'Take a page by its signed link, or pass it on to the next in line',
    callers: [],
    body: z.object({ takes: z.boolean() }),
    answer: PageCard,
    status: 200,
  }),
} as const;
