import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';

/**
 * Has each message looked at, and tells SQS which come back: those whose mail is not where it belongs, and
 * those that could not be looked at. Only the second are errors.
 *
 * @throws the first error, when no message could be looked at
 */
export async function lookAfter(
  records: readonly SQSRecord[],
  look: (record: SQSRecord) => Promise<'placed' | 'missing'>,
): Promise<SQSBatchResponse> {
  const looks = await Promise.allSettled(records.map(look));
  const errors = looks.filter((outcome) => outcome.status === 'rejected');
  if (errors.length === records.length) throw errors[0]?.reason;
  const again = records.filter((_, index) => {
    const outcome = looks[index];
    return outcome?.status === 'rejected' || outcome?.value === 'missing';
  });
  return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
