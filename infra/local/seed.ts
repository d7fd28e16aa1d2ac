import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
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
  await seedDemoData({ client, name: tableName }, new Date(now).toISOString());
  for (const { addresses } of demoContacts)
    for (const { address } of addresses) cognito.users.create(address, { groups: ['contact'] });
  for (const { address, roles } of demoPeople) cognito.users.create(address, { groups: roles });
  client.destroy();
};
