import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { directoryWriter } from '../../shared/aws/directory-writer.ts';
import type { Cognito } from './cognito/service.ts';
import { demoContacts, demoPeople, seedDemoData } from './demo-data.ts';

export interface SeedPorts {
  readonly cognito: Cognito;
  readonly dynamodbUrl: string;
  readonly tableName: string;
  readonly now: number;
}

/** Fills an empty data directory with the demonstration's accounts and people, who can sign in at once. */
export const seed = async ({ cognito, dynamodbUrl, tableName, now }: SeedPorts): Promise<void> => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: dynamodbUrl,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const table = { client, name: tableName };
  await seedDemoData(table, new Date(now).toISOString());
  const write = directoryWriter(table);
  for (const { contactId: id, accountId, name, addresses } of demoContacts) {
    const { sub } = cognito.users.create(addresses[0]?.address ?? '', { groups: ['contact'] });
    await write.putUser({
      username: sub,
      address: addresses[0]?.address ?? '',
      kind: 'contact',
      id,
      accountId,
      name,
      enabled: true,
    });
  }
  for (const { personId: id, name, address, roles } of demoPeople) {
    const { sub } = cognito.users.create(address, { groups: roles });
    await write.putUser({ username: sub, address, kind: 'person', id, accountId: null, name, enabled: true });
  }
  client.destroy();
};
