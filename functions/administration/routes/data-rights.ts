import { readLegalHold, setLegalHold } from '../../../shared/desk/data-rights/legal-hold.ts';
import {
  exportView,
  readExport,
  requestErasure,
  requestExport,
} from '../../../shared/desk/data-rights/requests.ts';
import { accountView } from '../../../shared/desk/directory/accounts.ts';
import { type Handlers, param } from '../../api/operation.ts';
import type { AdministrationDesk } from '../connect.ts';

type Served = 'eraseContact' | 'exportAccount' | 'readExport' | 'setLegalHold' | 'readLegalHold';

/** What people may ask of their data: a copy, and to be forgotten. */
export function dataRightsHandlers(desk: AdministrationDesk): Handlers<Served> {
  return {
    eraseContact: async (request) =>
      await requestErasure(desk, {
        principal: request.principal,
        accountId: param(request, 'accountId'),
        contactId: param(request, 'contactId'),
        reason: request.body.reason,
      }),

    exportAccount: async (request) => {
      const { principal, commandKey } = request;
      const asked = { principal, accountId: param(request, 'accountId'), commandKey };
      return await exportView(desk, await requestExport(desk, asked));
    },

    readExport: async (request) =>
      await readExport(desk, {
        accountId: param(request, 'accountId'),
        exportId: param(request, 'exportId'),
      }),

    setLegalHold: async (request) => {
      const { principal, body } = request;
      const account = await setLegalHold(desk, param(request, 'accountId'), { principal, ...body });
      return await accountView(desk, account);
    },

    readLegalHold: async (request) => await readLegalHold(desk, param(request, 'accountId')),
  };
}
