import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Hmac } from '../domain/mail/token.ts';

/** Reads a secret once per container and signs with it: the secret itself goes nowhere else. */
export async function hmacOfSecret(secretArn: string): Promise<Hmac> {
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secretArn }),
  );
  if (SecretString === undefined) throw new Error(`The secret ${secretArn} has no text value.`);
  return (text) => createHmac('sha256', SecretString).update(text).digest('hex');
}
