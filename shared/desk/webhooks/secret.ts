import type { Hmac } from '../../domain/mail/token.ts';

/**
 * The secret of a webhook, in the form of Standard Webhooks (`whsec_` and base64). It is derived and kept
 * nowhere, so that no copy of the table gives it away.
 */
export function webhookSecret(webhookId: string, hmac: Hmac): string {
  return `whsec_${Buffer.from(hmac(`webhook:${webhookId}`), 'hex').toString('base64')}`;
}
