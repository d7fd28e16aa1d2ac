import { readEvidence } from '../../../shared/desk/evidence.ts';
import { evidencePage } from '../../../shared/notices/evidence/page.ts';
import { HtmlPage } from '../../api/html-page.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

/** The record of a case, for programs and on paper; apart from the cases' everyday, which need not carry its words. */
export function evidenceHandlers(desk: AdministrationDesk): Handlers<'readEvidence'> {
  return {
    readEvidence: async (request) => {
      const { language, ...evidence } = await readEvidence(desk, request.principal, param(request, 'caseId'));
      if (request.wantsHtml) {
        return new HtmlPage(evidencePage(evidence, { language: request.query.language ?? language }));
      }
      return structuredClone(evidence) as Writable<typeof evidence>;
    },
  };
}

type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;
