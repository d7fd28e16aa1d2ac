import type { OperationId } from '../../../shared/contracts/api/index.ts';

/** A body that each of a customer's routes takes, so that nothing but whose data it is can be in the way. */
export const validBodies: Partial<Record<OperationId, object>> = {
  classifyCase: { severity: 'critical', reason: 'Ours now.' },
  postMessage: { body: 'Let me in.' },
  proposeClosure: { summary: 'Closed by a stranger.' },
  answerClosure: { agreed: true },
  escalateCase: { reason: 'Mine now.' },
  reopenCase: { reason: 'Mine now.' },
  rateCase: { rating: 'good' },
  measureUnavailability: {
    ledger: [
      {
        second: 1_764_000_000,
        vantagePoint: 'madrid',
        api: { ok: 0, internalError: 1, timeout: 0, clientError: 0 },
        smtp: { ok: 0, internalError: 0, timeout: 0, clientError: 0 },
      },
    ],
  },
  failWorkaround: { reason: 'Down again, says a stranger.' },
  setCadence: { minutes: 30 },
  correctVitalInformation: {
    companyName: 'Globex',
    contactName: 'Gus',
    contactPhone: '+12125550142',
    contactEmail: 'gus@globex.example',
    description: 'Call me instead.',
  },
};
