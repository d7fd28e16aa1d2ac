import { createHmac } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseStore } from '../../shared/aws/case-store.ts';
import { directory } from '../../shared/aws/directory.ts';
import { outboundMail } from '../../shared/aws/outbound-mail.ts';
import { sendings } from '../../shared/aws/sendings.ts';
import type { SendingDesk } from '../../shared/desk/send-mail.ts';

/** What a sender works with, wherever it runs. */
export interface SenderSettings {
  readonly dynamodb: string;
  readonly tableName: string;
  readonly ses: string;
  readonly now: string;
}

const connection = { region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** The desk of `send-mail` on a real table and a real SES client, its clock standing at one instant. */
export function sendingDesk({ dynamodb, tableName, ses, now }: SenderSettings) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...connection, endpoint: dynamodb }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const mailer = new SESClient({ ...connection, endpoint: ses, maxAttempts: 1 });
  const table = { client, name: tableName };
  const desk: SendingDesk = {
    cases: caseStore(table),
    directory: directory(table),
    settings: { deskName: 'Guardia', supportAddress: 'support@guardia.example' },
    hmac: (text) => createHmac('sha256', 'a secret of the tests').update(text).digest('hex'),
    now: () => now,
    sendings: sendings(table),
    outbound: outboundMail('mail', mailer),
    attachments: { read: async () => null, writeOnce: async () => {} },
    webUrl: 'https://desk.guardia.example',
  };
  return { desk, clients: [client, mailer] };
}
