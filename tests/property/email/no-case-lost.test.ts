import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';
import { type MailTestDesk, mailDesk } from '../../support/mail-desk.ts';
import { keepsItsPlace, mutatedArrival } from '../../support/mutated-intake.ts';

let dynamodb: TestDynamoDb;
let at: MailTestDesk;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  at = mailDesk(await testDesk(await dynamodb.table()));
});
afterAll(() => dynamodb.stop());

it('whatever a mail has become on its way, it has its place on a case, and keeps it', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(mutatedArrival, async ({ mail, verdicts }) => {
      expect(await keepsItsPlace(at, mail, { rawKey: `mutated/${taken++}`, verdicts })).toBe(true);
    }),
    { numRuns: 400 },
  );
}, 300_000);
