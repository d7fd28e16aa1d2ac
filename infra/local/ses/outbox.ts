import { randomBytes } from 'node:crypto';
import PostalMime, { type Address } from 'postal-mime';
import type { Platform } from '../platform.ts';
import { type Headers, readHeaders } from './mime.ts';

/** A mail that left, as SES put it on the wire. */
export interface SentMail {
  readonly id: string;
  /** SES's id, without brackets or domain. */
  readonly messageId: string;
  readonly sentAt: number;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly configurationSet?: string;
  /** The header as it was given, before SES wrote its own fields. */
  readonly given: Headers['fields'];
  /** The message in base64: it need not be text. */
  readonly raw: string;
}

export interface Outbox {
  /** Keeps a mail; it is on disk when the call returns. */
  keep(mail: Omit<SentMail, 'id' | 'sentAt'>): SentMail;
  find(id: string): SentMail | undefined;
  /** Oldest first. */
  all(): readonly SentMail[];
  /** All mails as their recipients' programs would read them, oldest first. */
  show(): Promise<readonly ShownMail[]>;
}

/** A mail as `GET /_local/outbox` shows it. */
export interface ShownMail {
  readonly id: string;
  readonly messageId: string;
  readonly date: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly recipients: readonly string[];
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly size: number;
  }[];
}

const PREFIX = 'ses/outbox/';

const headerMap = (raw: Buffer): Record<string, string | string[]> => {
  const headers: Record<string, string | string[]> = {};
  for (const { name, value } of readHeaders(raw).fields) {
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
};

const addresses = (list: readonly Address[] = []): string[] =>
  list.flatMap(({ address, group }) => group?.map((one) => one.address) ?? (address ? [address] : []));

/** Reads a sent mail as its recipient's program would. */
const readMail = async (mail: SentMail): Promise<ShownMail> => {
  const raw = Buffer.from(mail.raw, 'base64');
  const parsed = await PostalMime.parse(raw);
  return {
    id: mail.id,
    messageId: mail.messageId,
    date: new Date(mail.sentAt).toISOString(),
    to: addresses(parsed.to),
    cc: addresses(parsed.cc),
    from: addresses(parsed.from ? [parsed.from] : [])[0] ?? mail.from,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html ?? '',
    headers: headerMap(raw),
    recipients: mail.recipients,
    attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? '',
      contentType: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
    })),
  };
};

export const createOutbox = ({ store, clock }: Pick<Platform, 'store' | 'clock'>): Outbox => {
  const shown = new Map<string, Promise<ShownMail>>();
  const all = () => store.list(PREFIX).map(([, mail]) => mail as SentMail);
  let count = store.count(PREFIX);
  return {
    keep(mail) {
      count += 1;
      const id = `${String(count).padStart(9, '0')}-${randomBytes(4).toString('hex')}`;
      const sent = { ...mail, id, sentAt: clock.now() };
      store.put(PREFIX + id, sent);
      return sent;
    },
    find: (id) => store.get(PREFIX + id) as SentMail | undefined,
    all,
    show: () =>
      Promise.all(
        all().map((mail) => {
          const known = shown.get(mail.id) ?? readMail(mail);
          shown.set(mail.id, known);
          return known;
        }),
      ),
  };
};
