import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Platform } from '../platform.ts';
import type { Receiver } from './receive.ts';

export interface SmtpFront {
  readonly port: number;
  stop(): Promise<void>;
}

/** SES takes 40 MB into a bucket. */
const MAX_BYTES = 40 * 1024 * 1024;

const refusal = (code: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode: code });

const readAll = (stream: SMTPServerDataStream): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BYTES) chunks.push(chunk);
    });
    stream.on('error', reject);
    stream.on('end', () => resolve(Buffer.concat(chunks)));
  });

const envelopeOf = ({ envelope, remoteAddress }: SMTPServerSession) => ({
  from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  recipients: envelope.rcptTo.map(({ address }) => address),
  remoteAddress,
});

/**
 * The way in for mail. `250 OK` is said only once the message is stored and announced, so that what a sender
 * was promised survives a killed process and a power cut.
 */
export const startSmtp = (port: number, receiver: Receiver, platform: Platform): Promise<SmtpFront> => {
  const { faults, activity, log, store } = platform;

  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const raw = await readAll(stream);
    if (stream.sizeExceeded || raw.length > MAX_BYTES)
      throw refusal(552, 'Message is larger than the 40 MB that are taken.');
    await faults.meet('smtp:DATA');
    receiver.receive(raw, envelopeOf(session));
    await store.sync();
  };

  const server = new SMTPServer({
    banner: 'guardia inbound',
    size: MAX_BYTES,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      callback(
        receiver.accepts(address) ? undefined : refusal(550, '5.1.1 No receipt rule takes this recipient.'),
      );
    },
    onData(stream, session, callback) {
      activity
        .during(() => take(stream, session))
        .then(
          () => callback(),
          (error: Error & { responseCode?: number }) => {
            log('smtp', error.message);
            callback(
              error.responseCode ? error : refusal(451, 'The mail could not be stored; send it again.'),
            );
          },
        );
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      server.on('error', (error: Error) => log('smtp', error.message));
      const address = server.server.address() as AddressInfo;
      resolve({
        port: address.port,
        stop: () => new Promise((stopped) => server.close(() => stopped())),
      });
    });
  });
};
