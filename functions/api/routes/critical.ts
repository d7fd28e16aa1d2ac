import { viewOf } from '../../../shared/desk/case-view.ts';
import { acknowledgePage } from '../../../shared/desk/critical/acknowledge-page.ts';
import { giveVitalInformation } from '../../../shared/desk/critical/correct-vital-information.ts';
import { findCallers } from '../../../shared/desk/critical/find-caller.ts';
import { handOver, suggestHandover } from '../../../shared/desk/critical/hand-over.ts';
import { logCallback } from '../../../shared/desk/critical/log-callback.ts';
import { recordIntake } from '../../../shared/desk/critical/record-intake.ts';
import { sendUpdate } from '../../../shared/desk/critical/send-update.ts';
import { setCadence } from '../../../shared/desk/critical/set-cadence.ts';
import { declareEnd, failWorkaround, giveWorkaround } from '../../../shared/desk/critical/tell-outcome.ts';
import { writeClosingNote } from '../../../shared/desk/critical/write-closing-note.ts';
import type { VitalInformation } from '../../../shared/domain/case/critical-events.ts';
import type { ApiDesk } from '../connect.ts';
import { type Handlers, param } from '../operation.ts';

type Served =
  | 'recordIntake'
  | 'findCaller'
  | 'correctVitalInformation'
  | 'acknowledgePage'
  | 'logCallback'
  | 'setCadence'
  | 'sendUpdate'
  | 'noteHandover'
  | 'suggestHandover'
  | 'giveWorkaround'
  | 'failWorkaround'
  | 'declareEnd'
  | 'recordClosingNote';

/** The critical issue, from the hotline's call to the closing note. */
export function criticalHandlers(desk: ApiDesk): Handlers<Served> {
  return {
    recordIntake: async ({ principal, body, commandKey }) => {
      const { caseNumber, accountId, phoneReadBack, ...told } = body;
      const after = await recordIntake(desk, {
        principal,
        commandKey,
        call: {
          caseNumber: caseNumber ?? null,
          accountId: accountId ?? null,
          phoneReadBack,
          vitalInformation: told as VitalInformation,
        },
      });
      const callbackDueAt = after.critical?.callbackDueAt;
      if (callbackDueAt == null) throw new Error(`The intake of ${after.caseId} has started no clock.`);
      return { ...(await viewOf(desk, after, principal)), callbackDueAt };
    },

    findCaller: async ({ query }) => ({ items: await findCallers(desk, query.q), nextCursor: null }),

    correctVitalInformation: async (request) => {
      const { reason, ...vitalInformation } = request.body;
      const after = await giveVitalInformation(desk, {
        ...asked(request),
        vitalInformation: vitalInformation as VitalInformation,
        reason: reason ?? null,
      });
      return await viewOf(desk, after, request.principal);
    },

    acknowledgePage: async (request) =>
      await viewOf(desk, await acknowledgePage(desk, asked(request)), request.principal),

    logCallback: async (request) => {
      const { notes, ...call } = request.body;
      const logged = { ...call, notes: notes ?? null, source: 'agent' as const };
      const after = await logCallback(desk, { ...asked(request), call: logged });
      return await viewOf(desk, after, request.principal);
    },

    setCadence: async (request) => {
      const after = await setCadence(desk, { ...asked(request), minutes: request.body.minutes });
      return await viewOf(desk, after, request.principal);
    },

    sendUpdate: async (request) => {
      const { expectedResolutionAt, nextEstimateAt, ...words } = request.body;
      const update = {
        ...words,
        expectedResolutionAt: expectedResolutionAt ?? null,
        nextEstimateAt: nextEstimateAt ?? null,
      };
      return await viewOf(desk, await sendUpdate(desk, { ...asked(request), update }), request.principal);
    },

    noteHandover: async (request) =>
      await viewOf(desk, await handOver(desk, { ...asked(request), ...request.body }), request.principal),

    suggestHandover: async (request) => await suggestHandover(desk, asked(request)),

    giveWorkaround: async (request) => {
      const { description, at } = request.body;
      const after = await giveWorkaround(desk, { ...asked(request), description, at: at ?? null });
      return await viewOf(desk, after, request.principal);
    },

    failWorkaround: async (request) => {
      const { reason } = request.body;
      return await viewOf(desk, await failWorkaround(desk, { ...asked(request), reason }), request.principal);
    },

    declareEnd: async (request) => {
      const { description, at } = request.body;
      const after = await declareEnd(desk, { ...asked(request), description, at: at ?? null });
      return await viewOf(desk, after, request.principal);
    },

    recordClosingNote: async (request) =>
      await viewOf(
        desk,
        await writeClosingNote(desk, { ...asked(request), note: request.body }),
        request.principal,
      ),
  };
}

type CaseRequest = Parameters<Handlers<'acknowledgePage'>['acknowledgePage']>[0];

/** Who asks, of which case, and how the command is told from its repetition. */
function asked(request: Pick<CaseRequest, 'principal' | 'params' | 'commandKey' | 'expectedVersion'>) {
  const { principal, commandKey, expectedVersion } = request;
  return { principal, caseId: param(request, 'caseId'), commandKey, expectedVersion };
}
