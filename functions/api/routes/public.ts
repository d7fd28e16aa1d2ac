import { answerClosureLink, readClosureLink } from '../../../shared/desk/closure-link.ts';
import { answerPage, readPage } from '../../../shared/desk/critical/page-link.ts';
import { escalateByLink, readEscalationLink } from '../../../shared/desk/escalation-link.ts';
import { rateByLink, readSatisfactionLink } from '../../../shared/desk/rate-case.ts';
import type { ApiDesk } from '../connect.ts';
import { type Handlers, param } from '../operation.ts';

type Served =
  | 'readByLink'
  | 'answerByLink'
  | 'readPage'
  | 'answerPage'
  | 'readSatisfactionLink'
  | 'rateByLink'
  | 'readEscalationLink'
  | 'escalateByLink';

/** What needs no sign-in, because a signed link proves it. */
export function publicHandlers(desk: ApiDesk): Handlers<Served> {
  return {
    readByLink: (request) => readClosureLink(desk, param(request, 'token')),

    readPage: (request) => readPage(desk, param(request, 'token')),

    answerPage: (request) => answerPage(desk, param(request, 'token'), request.body),

    answerByLink: (request) =>
      answerClosureLink(desk, param(request, 'token'), {
        agreed: request.body.agreed,
        reason: request.body.reason ?? null,
      }),

    readSatisfactionLink: (request) => readSatisfactionLink(desk, param(request, 'token')),

    readEscalationLink: (request) => readEscalationLink(desk, param(request, 'token')),

    escalateByLink: (request) => escalateByLink(desk, param(request, 'token'), request.body.reason),

    rateByLink: (request) => rateByLink(desk, param(request, 'token'), request.body),
  };
}
