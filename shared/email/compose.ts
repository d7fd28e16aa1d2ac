import type { OutgoingMail } from '../domain/case/mail.ts';
import { MailTooLarge, sesMessageBytes } from './compose-errors.ts';
import {
  automaticHeaders,
  extraHeadersOf,
  type Mailbox,
  mailbox,
  recipientsOf,
  threadingOf,
} from './compose-headers.ts';
import { manyLines, oneLine } from './compose-text.ts';

export { MailTooLarge, sesMessageBytes, sesRecipients } from './compose-errors.ts';
export type { Mailbox } from './compose-headers.ts';

export interface OutgoingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  /** Shown inside the HTML where it names `contentId`; needs one. */
  readonly inline: boolean;
  readonly contentId: string | null;
}

export interface Composition {
  readonly mail: Pick<
    OutgoingMail,
    'to' | 'cc' | 'subject' | 'language' | 'inReplyTo' | 'references' | 'automatic'
  >;
  readonly text: string;
  readonly html: string;
  readonly from: Mailbox;
  /** The address with the case's token. */
  readonly replyTo: Mailbox;
  /** Our own id, without angle brackets. */
  readonly messageId: string;
  /** ISO 8601. SES writes its own. */
  readonly date: string;
  readonly attachments?: readonly OutgoingAttachment[];
  /** Headers that composing does not write, such as `List-Unsubscribe`. */
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

const subjectLimit = 400;

/**
 * A mail as the bytes that SES v1 takes (RFC 5322): text and HTML, 7-bit, CRLF, no line over 998
 * characters. The same composition gives the same bytes, so that a mail sent twice is one mail.
 *
 * @throws MailTooLarge over SES's 10 MB, InvalidInput for recipients or headers that SES would refuse
 */
export async function composeMail(composition: Composition): Promise<Uint8Array> {
  const { mail, text, html, attachments = [], extraHeaders = {} } = composition;
  refuseLargeAttachments(attachments);
  const { messageId, inReplyTo, references } = threadingOf(composition.messageId, mail);
  // Loaded at the first mail: a container that finds nothing to send never needs it.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const message = new MailComposer({
    ...recipientsOf(mail),
    from: mailbox(composition.from, 'from.address'),
    replyTo: mailbox(composition.replyTo, 'replyTo.address'),
    subject: oneLine(mail.subject, subjectLimit),
    messageId,
    ...(inReplyTo === null ? {} : { inReplyTo }),
    references,
    date: new Date(composition.date),
    headers: [
      ...extraHeadersOf(extraHeaders),
      { key: 'Content-Language', value: mail.language },
      ...automaticHeaders(mail),
    ],
    alternatives: [textPart('text/plain', text), textPart('text/html', html)],
    attachments: attachments.map(attachmentPart),
    newline: 'win',
    // Neither base64 nor quoted-printable can hold "=_": no part can contain the boundary that is known.
    boundaryPrefix: '=_',
    baseBoundary: messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const bytes = await message.build();
  if (bytes.length > sesMessageBytes) throw new MailTooLarge(bytes.length);
  return bytes;
}

function textPart(type: 'text/plain' | 'text/html', content: string) {
  return {
    contentType: `${type}; charset=utf-8`,
    content: manyLines(content),
    contentTransferEncoding: 'quoted-printable',
  };
}

function attachmentPart({ name, contentType, content, inline, contentId }: OutgoingAttachment) {
  const cid = inline && contentId !== null && /^[\x21-\x7e]{1,250}$/.test(contentId) ? contentId : null;
  return {
    filename: oneLine(name, 255) || 'attachment',
    contentType: safeType(contentType),
    content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    contentDisposition: cid === null ? 'attachment' : 'inline',
    contentTransferEncoding: 'base64',
    ...(cid === null ? {} : { cid }),
  };
}

/**
 * The type if it is a plain `type/subtype`. A mail inside the mail may not be encoded (RFC 2046, 5.2.1)
 * and would bring its own 8-bit lines: it travels as bytes, and its name still ends in `.eml`.
 */
function safeType(contentType: string): string {
  const type = /^[a-z0-9][\w.+-]{0,60}\/[a-z0-9][\w.+-]{0,60}$/i.test(contentType)
    ? contentType.toLowerCase()
    : '';
  return type === '' || /^(?:message|multipart)\//.test(type) ? 'application/octet-stream' : type;
}

/** Before a hundred megabytes are encoded: base64 makes 4 bytes of 3. */
function refuseLargeAttachments(attachments: readonly OutgoingAttachment[]): void {
  const encoded = attachments.reduce((sum, { content }) => sum + Math.ceil(content.byteLength / 3) * 4, 0);
  if (encoded > sesMessageBytes) throw new MailTooLarge(encoded);
}
