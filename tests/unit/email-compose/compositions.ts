import PostalMime, { type Email } from 'postal-mime';
import { type Composition, composeMail } from '../../../shared/email/compose.ts';

/** A composition with nothing special about it, but for what the test is about. */
export function aComposition(
  over: Partial<Composition> = {},
  mail: Partial<Composition['mail']> = {},
): Composition {
  return {
    mail: {
      to: [{ name: 'Ana Pérez', address: 'ana@acme.example' }],
      cc: [],
      subject: 'Re: No salen los correos [4821-9355]',
      language: 'es',
      inReplyTo: 'question@acme.example',
      references: ['question@acme.example'],
      automatic: false,
      ...mail,
    },
    text: 'Hola, Ana:\n\nYa lo estamos mirando.\n',
    html: '<p>Hola, Ana:</p><p>Ya lo estamos mirando.</p>\n',
    from: { name: 'Guardia', address: 'support@guardia.example' },
    replyTo: { name: 'Guardia', address: 'support+48219355-0123456789abcdef0123@guardia.example' },
    messageId: '01JDESK.7.0123456789abcdef0123@guardia.example',
    date: '2026-11-24T01:43:10.000Z',
    ...over,
  };
}

export interface Composed {
  readonly bytes: Uint8Array;
  /** One character a byte. */
  readonly wire: string;
  readonly parsed: Email;
  /** The value of a top-level header, unfolded; null if there is none. */
  readonly header: (name: string) => string | null;
  readonly headerNames: readonly string[];
}

/** Composes and reads back with a parser that is not ours. */
export async function composed(composition: Composition): Promise<Composed> {
  const bytes = await composeMail(composition);
  const wire = Buffer.from(bytes).toString('latin1');
  const fields = wire
    .slice(0, wire.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const header = (name: string) =>
    fields
      .find((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      ?.slice(name.length + 1)
      .trim() ?? null;
  const parsed = await PostalMime.parse(bytes);
  return {
    bytes,
    wire,
    parsed,
    header,
    headerNames: fields.map((field) => field.slice(0, field.indexOf(':'))),
  };
}

/** The bytes of the only attachment. */
export function onlyFile({ attachments }: Email): Buffer {
  const content = attachments[0]?.content;
  if (attachments.length !== 1 || !(content instanceof ArrayBuffer))
    throw new Error('The mail has not one file.');
  return Buffer.from(content);
}
