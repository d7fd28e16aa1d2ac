import { announceUpload, downloadOf } from '../../../shared/desk/attachments.ts';
import { bePresent } from '../../../shared/desk/presence.ts';
import type { ApiDesk } from '../connect.ts';
import { type Handlers, param } from '../operation.ts';

type Served = 'uploadAttachment' | 'downloadAttachment' | 'readPresence';

/** Files, which travel by short-lived addresses and never through the API; and who looks at a case. */
export function attachmentHandlers(desk: ApiDesk): Handlers<Served> {
  return {
    uploadAttachment: ({ principal, body, commandKey }) => announceUpload(desk, principal, body, commandKey),

    downloadAttachment: (request) =>
      downloadOf(desk, request.principal, {
        caseId: param(request, 'caseId'),
        seq: param(request, 'seq'),
        hash: param(request, 'hash'),
      }),

    readPresence: (request) =>
      bePresent(desk, request.principal, {
        caseId: param(request, 'caseId'),
        doing: request.body.doing,
      }),
  };
}
