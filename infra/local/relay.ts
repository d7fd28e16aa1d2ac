import { createTransport } from 'nodemailer';
import type { SentMail } from './ses/outbox.ts';

/**
 * Hands sent mail to a real mail server (`GUARDIA_SMTP_RELAY=smtp://host:port`), so that it can be looked at in a
 * mail program. Nothing waits for it: the outbox has the mail already.
 */
export const createRelay = (
  url: string | undefined,
  log: (text: string) => void,
): ((mail: SentMail) => void) => {
  if (!url) return () => {};
  const transport = createTransport(url);
  return ({ from, recipients, raw }) => {
    transport
      .sendMail({ envelope: { from, to: [...recipients] }, raw: Buffer.from(raw, 'base64') })
      .catch((error: unknown) => log(`not relayed: ${String(error)}`));
  };
};
