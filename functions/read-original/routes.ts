import { caseRoutes } from '../../shared/contracts/api/cases.ts';
import { type OriginalDesk, readOriginal } from '../../shared/desk/read-original.ts';
import { type Handlers, param } from '../api/operation.ts';

/** The one route that reads whole mails. */
export const originalRoutes = { readOriginal: caseRoutes.readOriginal } as const;

export function originalHandlers(desk: OriginalDesk): Handlers<keyof typeof originalRoutes> {
  return {
    readOriginal: (request) =>
      readOriginal(desk, request.principal, {
        caseId: param(request, 'caseId'),
        seq: param(request, 'seq'),
        remoteContent: request.query.remoteContent,
      }),
  };
}
