import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keys } from '../../../shared/aws/keys.ts';
import { caseThatGoesOn } from '../../../shared/desk/mail-claims.ts';
import { testDesk } from '../../support/desk.ts';
import { startDynamoDb, type TestDynamoDb } from '../../support/dynamodb.ts';

let dynamodb: TestDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

it('a late reply finds a case that was closed before cases named what follows them', async () => {
  const { desk, call } = await testDesk(await dynamodb.table());
  const ana = 'ana@acme.example';
  const { body } = await call(ana, 'POST', '/cases', {
    body: { subject: 'Deferrals', description: 'Since noon.' },
  });
  const path = `/cases/${body.caseId}/closure-proposals`;
  await call('agent@guardia.example', 'POST', path, { body: { summary: 'Solved.' } });
  await call(ana, 'POST', `${path}/current/answer`, { body: { agreed: true } });
  await desk.table.client.send(
    new UpdateCommand({
      TableName: desk.table.name,
      Key: keys.case(body.caseId),
      UpdateExpression: 'REMOVE followedBy',
    }),
  );

  expect(await caseThatGoesOn(desk, body.caseId)).toMatchObject({ caseId: body.caseId, status: 'closed' });
});
