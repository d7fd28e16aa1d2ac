import { viewOf } from '../../../shared/desk/case-view.ts';
import { measureUnavailability } from '../../../shared/desk/critical/measure-unavailability.ts';
import { readEvidence } from '../../../shared/desk/evidence.ts';
import { evidencePage } from '../../../shared/notices/evidence/page.ts';
import { HtmlPage } from '../../api/html-page.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served = 'readEvidence' | 'measureUnavailability';

/** The record of a case, for programs and on paper; apart from the cases' everyday, which need not carry its words. */
export function evidenceHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    readEvidence: async (request) => {
      const { language, ...evidence } = await readEvidence(desk, request.principal, param(request, 'caseId'));
      if (request.wantsHtml) {
        return new HtmlPage(evidencePage(evidence, { language: request.query.language ?? language }));
      }
      return structuredClone(evidence) as Writable<typeof evidence>;
    },

    measureUnavailability: async (request) => {
      const { principal, commandKey, expectedVersion, body } = request;
      const caseId = param(request, 'caseId');
      const asked = { principal, caseId, commandKey, expectedVersion, ledger: body.ledger };
      return await viewOf(desk, await measureUnavailability(desk, asked), principal);
    },
  };
}

type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;
