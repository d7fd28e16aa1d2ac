import type { FaultSettings } from '../../../infra/local/faults.ts';

/** A transaction that lost against another one: nothing was written. */
const conflict = {
  CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Injected.' }, { Code: 'None' }],
};

/**
 * What AWS allows itself, on every service that the desk calls, all at the same time: throttling, errors of its
 * own, slowness, answers that are lost after the call took effect, entries that fail inside a 200, transactions
 * in each other's way, messages and events that come twice and out of order.
 */
export const storm = (seed: number): FaultSettings => ({
  seed,
  repeat: 0.3,
  shuffle: true,
  repeatEvents: 0.3,
  indexLagMs: 200,
  failedEntries: 0.1,
  calls: [
    {
      call: 'dynamodb:TransactWriteItems',
      share: 0.1,
      error: 'TransactionCanceledException',
      fields: conflict,
    },
    { call: 'dynamodb:*', share: 0.06, error: 'ThrottlingException' },
    { call: 'dynamodb:*', share: 0.06, error: 'InternalServerError', status: 500 },
    { call: 'dynamodb:*', share: 0.06, error: 'InternalServerError', status: 500, answerLost: true },
    { call: 'dynamodb:*', share: 0.05, delayMs: 50 },
    { call: 'sqs:*', share: 0.15, error: 'ServiceUnavailable', status: 503 },
    { call: 'sqs:*', share: 0.15, error: 'InternalFailure', status: 500, answerLost: true },
    { call: 'events:PutEvents', share: 0.15, error: 'InternalFailure', status: 500 },
    { call: 'events:PutEvents', share: 0.15, error: 'InternalFailure', status: 500, answerLost: true },
    { call: 'ses:SendRawEmail', share: 0.2, error: 'Throttling' },
    { call: 'ses:SendRawEmail', share: 0.1, error: 'InternalFailure', status: 500 },
    { call: 'ses:SendRawEmail', share: 0.2, error: 'InternalFailure', status: 500, answerLost: true },
    { call: 's3:*', share: 0.15, error: 'SlowDown', status: 503 },
    { call: 's3:*', share: 0.05, delayMs: 50 },
    { call: 'secretsmanager:*', share: 0.2, error: 'InternalServiceError', status: 500 },
    { call: 'smtp:DATA', share: 0.2, error: 'Unavailable' },
  ],
});
