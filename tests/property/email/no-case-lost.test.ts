import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Verdicts } from '../../../shared/domain/case/mail.ts';
import { testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { forged, type MailTestDesk, mailDesk, passed, undecided } from '../../support/mail-desk.ts';
import { mutatedMail } from '../../support/mutated-mail.ts';

let dynamodb: TestDynamoDb;
let at: MailTestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  at = mailDesk(await testDesk(await dynamodb.table()));
});
afterAll(() => dynamodb.stop());

const verdicts = fc.constantFrom<Verdicts>(passed, forged, undecided, { ...passed, dmarc: 'GRAY' });

it('whatever a mail has become on its way, it has its place on a case, and keeps it', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(mutatedMail, verdicts, async (mail, found) => {
      const fields = { rawKey: `mutated/${taken++}`, verdicts: found };
      const outcome = await at.arrives([mail.toString('latin1')], fields);
      if (outcome.outcome === 'ignored') return;

      const { caseId, seq } = outcome.place;
      expect(await at.desk.cases.entry(caseId, seq)).not.toBeNull();
      const again = await at.arrives([mail.toString('latin1')], fields);
      expect(again).toMatchObject({ outcome: 'duplicate', place: { caseId } });
    }),
    { numRuns: 400 },
  );
}, 300_000);
