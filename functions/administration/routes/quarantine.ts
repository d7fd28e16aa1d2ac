import { summaryOf, viewOf } from '../../../shared/desk/case-view.ts';
import { listCases } from '../../../shared/desk/list-cases.ts';
import {
  discardQuarantined,
  releaseIntoAccount,
  releaseIntoCase,
} from '../../../shared/desk/quarantine/release.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served = 'readQuarantine' | 'releaseQuarantined' | 'discardQuarantined';

/** Mail that nobody vouches for yet. */
export function quarantineHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    readQuarantine: async ({ principal, query }) => {
      const { items, nextCursor } = await listCases(desk, principal, { ...query, view: 'quarantined' });
      return { items: items.map((item) => summaryOf(item, principal)), nextCursor };
    },

    releaseQuarantined: async (request) => {
      const { principal, body } = request;
      const asked = { principal, caseId: param(request, 'caseId') };
      const after =
        'caseId' in body
          ? await releaseIntoCase(desk, { ...asked, into: body.caseId })
          : await releaseIntoAccount(desk, {
              ...asked,
              accountId: body.accountId,
              contactId: body.contactId,
            });
      return await viewOf(desk, after, principal);
    },

    discardQuarantined: async (request) => {
      const { principal, body } = request;
      const asked = { principal, caseId: param(request, 'caseId'), reason: body.reason };
      return await viewOf(desk, await discardQuarantined(desk, asked), principal);
    },
  };
}
