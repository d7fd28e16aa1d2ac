import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What SES does with the next mail: takes it and answers; takes it and is never heard of again; or refuses. */
export type SesMood =
  | { readonly does: 'take' }
  | { readonly does: 'take-and-hang-up' }
  | { readonly does: 'hang-up' }
  | { readonly does: 'refuse'; readonly code: string; readonly message?: string; readonly status?: number };

export interface SesEndpoint {
  readonly url: string;
  /** The mails that SES took, as they were given, with the ids it gave them. */
  readonly taken: { readonly sesMessageId: string; readonly raw: string }[];
  mood: SesMood;
  readonly stop: () => Promise<void>;
}

/** SES's v1 API for one operation, over HTTP, for the real SDK client: takes mails and counts them. */
export async function startSesEndpoint(): Promise<SesEndpoint> {
  const taken: SesEndpoint['taken'] = [];
  const answer = (response: ServerResponse, status: number, xml: string) =>
    response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { mood } = endpoint;
      if (mood.does === 'hang-up') return void request.socket.destroy();
      if (mood.does === 'refuse') {
        const { code, message = 'No.', status = 400 } = mood;
        const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
        return void answer(response, status, `<ErrorResponse>${error}</ErrorResponse>`);
      }
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8');
      const sesMessageId = `0102${String(taken.length).padStart(8, '0')}`;
      taken.push({ sesMessageId, raw });
      if (mood.does === 'take-and-hang-up') return void request.socket.destroy();
      const result = `<SendRawEmailResult><MessageId>${sesMessageId}</MessageId></SendRawEmailResult>`;
      answer(response, 200, `<SendRawEmailResponse>${result}</SendRawEmailResponse>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint: SesEndpoint = {
    url: `http://127.0.0.1:${port}`,
    taken,
    mood: { does: 'take' },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return endpoint;
}
