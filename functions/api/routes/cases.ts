import { assignOwner } from '../../../shared/desk/assign-owner.ts';
import { summaryOf, viewOf } from '../../../shared/desk/case-view.ts';
import { answerClosure, proposeClosure } from '../../../shared/desk/close-case.ts';
import { readCase } from '../../../shared/desk/commands.ts';
import { classifyCase } from '../../../shared/desk/critical/raise-severity.ts';
import { escalateCase } from '../../../shared/desk/escalate-case.ts';
import { listCases } from '../../../shared/desk/list-cases.ts';
import { mergeCases } from '../../../shared/desk/merge-cases.ts';
import { postMessage } from '../../../shared/desk/post-message.ts';
import { rateCase } from '../../../shared/desk/rate-case.ts';
import { reopenCase } from '../../../shared/desk/reopen-case.ts';
import { searchCases } from '../../../shared/desk/search-cases.ts';
import { submitCase } from '../../../shared/desk/submit-case.ts';
import { itemOf, timelineOf } from '../../../shared/desk/timeline-view.ts';
import type { ApiDesk } from '../connect.ts';
import { type Handlers, param } from '../operation.ts';

type Served =
  | 'submitCase'
  | 'listCases'
  | 'readCase'
  | 'readTimeline'
  | 'postMessage'
  | 'assignOwner'
  | 'classifyCase'
  | 'proposeClosure'
  | 'answerClosure'
  | 'escalateCase'
  | 'reopenCase'
  | 'rateCase'
  | 'mergeCase';

/** Cases, from submission to mutual closing. */
export function caseHandlers(desk: ApiDesk): Handlers<Served> {
  const opening = { ...desk, directory: desk.recent };
  return {
    submitCase: async ({ principal, body, commandKey }) =>
      await viewOf(opening, await submitCase(opening, { principal, submitted: body, commandKey }), principal),

    listCases: async ({ principal, query }) => {
      const { q, ...filters } = query;
      const { items, nextCursor } =
        q === undefined
          ? await listCases(desk, principal, filters)
          : await searchCases(desk, principal, { ...filters, q });
      return { items: items.map((item) => summaryOf(item, principal)), nextCursor };
    },

    readCase: async (request) =>
      await viewOf(
        desk,
        await readCase(desk, request.principal, param(request, 'caseId')),
        request.principal,
      ),

    readTimeline: async (request) => {
      const { principal, query } = request;
      const { caseId } = await readCase(desk, principal, param(request, 'caseId'));
      const after = Number(query.cursor ?? 0);
      const { items, next } = await timelineOf(desk, { caseId, principal, after, limit: query.limit });
      return { items, nextCursor: next === null ? null : String(next) };
    },

    postMessage: async (request) => {
      const { principal, body, commandKey } = request;
      const asked = { principal, caseId: param(request, 'caseId'), commandKey, words: body };
      const { after, entry } = await postMessage(desk, asked);
      const written = entry ?? (await desk.cases.entry(after.caseId, after.version));
      if (written === null) throw new Error(`The entry ${after.caseId}.${after.version} is not there.`);
      return itemOf(written, principal, null);
    },

    assignOwner: async (request) => {
      const { principal, body, expectedVersion } = request;
      const { after } = await assignOwner(desk, {
        principal,
        caseId: param(request, 'caseId'),
        expectedVersion,
        ...body,
      });
      return await viewOf(desk, after, principal);
    },

    classifyCase: async (request) => {
      const { principal, body, expectedVersion } = request;
      const after = await classifyCase(desk, {
        principal,
        caseId: param(request, 'caseId'),
        expectedVersion,
        classification: body,
      });
      return await viewOf(desk, after, principal);
    },

    proposeClosure: async (request) => {
      const { principal, body, commandKey } = request;
      const { after } = await proposeClosure(desk, {
        principal,
        caseId: param(request, 'caseId'),
        commandKey,
        summary: body.summary,
      });
      return await viewOf(desk, after, principal);
    },

    answerClosure: async (request) => {
      const { principal, body, commandKey } = request;
      const { after } = await answerClosure(desk, {
        principal,
        caseId: param(request, 'caseId'),
        commandKey,
        agreed: body.agreed,
        to: body.proposalSeq,
        reason: body.reason ?? null,
      });
      return await viewOf(desk, after, principal);
    },

    escalateCase: async (request) => {
      const { principal, body, commandKey } = request;
      const { after } = await escalateCase(desk, {
        principal,
        caseId: param(request, 'caseId'),
        commandKey,
        reason: body.reason,
      });
      return await viewOf(desk, after, principal);
    },

    reopenCase: async (request) => {
      const { principal, body, commandKey } = request;
      const after = await reopenCase(desk, {
        principal,
        caseId: param(request, 'caseId'),
        commandKey,
        reason: body.reason,
      });
      return await viewOf(desk, after, principal);
    },

    rateCase: async (request) => {
      const { principal, body: judgement, commandKey } = request;
      const caseId = param(request, 'caseId');
      return await viewOf(
        desk,
        await rateCase(desk, { principal, caseId, commandKey, judgement }),
        principal,
      );
    },

    mergeCase: async (request) => {
      const { principal, body } = request;
      const after = await mergeCases(desk, { principal, caseId: param(request, 'caseId'), into: body.into });
      return await viewOf(desk, after, principal);
    },
  };
}
