import { describe, expect, it } from 'vitest';
import { composeMail, MailTooLarge, sesMessageBytes } from '../../../shared/email/compose.ts';
import { InvalidInput } from '../../../shared/errors/index.ts';
import { aComposition, composed, onlyFile } from './compositions.ts';

const parties = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: '', address: `person${index}@acme.example` }));

describe('recipients', () => {
  it('writes to the frozen To and Cc and to nobody else', async () => {
    const { parsed, headerNames } = await composed(
      aComposition({}, { to: parties(1), cc: [{ name: 'Luis', address: 'luis@acme.example' }] }),
    );
    expect(parsed.to).toEqual([{ name: '', address: 'person0@acme.example' }]);
    expect(parsed.cc).toEqual([{ name: 'Luis', address: 'luis@acme.example' }]);
    expect(headerNames).not.toContain('Bcc');
  });

  it('takes as many recipients as SES', async () => {
    const { parsed } = await composed(aComposition({}, { to: parties(20), cc: parties(30) }));
    expect([...(parsed.to ?? []), ...(parsed.cc ?? [])]).toHaveLength(50);
  });

  it('refuses one recipient more than SES takes', async () => {
    await expect(composeMail(aComposition({}, { to: parties(20), cc: parties(31) }))).rejects.toMatchObject({
      code: 'too-many-recipients',
    });
  });

  it.each([
    { address: 'no-at-sign', because: 'it has no domain' },
    { address: '@acme.example', because: 'it has no local part' },
    { address: 'ana@', because: 'its domain is empty' },
    { address: 'ana@acme..example', because: 'a label of its domain is empty' },
    { address: 'ana@[10.0.0.1', because: 'the literal is not closed' },
    { address: 'ana@acme.example\r\nBcc: eve@evil.example', because: 'it begins a header of its own' },
    { address: 'ana@acme.example, eve@evil.example', because: 'it is two addresses' },
    { address: 'ana@evil.example@acme.example', because: 'programs split it at different signs' },
    { address: 'añá@acme.example', because: 'SES takes no local part outside ASCII' },
    { address: `${'a'.repeat(65)}@acme.example`, because: 'a local part holds 64 characters' },
  ])('refuses $address, because $because', async ({ address }) => {
    const mail = { to: [{ name: '', address }] };
    await expect(composeMail(aComposition({}, mail))).rejects.toMatchObject({
      code: 'malformed-address',
      fields: [{ path: 'to[0].address' }],
    });
  });

  it('writes an international domain in ASCII', async () => {
    const { header } = await composed(aComposition({}, { to: [{ name: '', address: 'ana@señal.example' }] }));
    expect(header('To')).toBe('ana@xn--seal-hqa.example');
  });
});

describe('threading', () => {
  const own = '<01JDESK.7.0123456789abcdef0123@guardia.example>';

  it('names its own id first in References, because SES replaces the Message-ID', async () => {
    const references = ['first@acme.example', 'second@acme.example'];
    const { header } = await composed(aComposition({}, { references, inReplyTo: 'second@acme.example' }));
    expect(header('References')).toBe(`${own} <first@acme.example> <second@acme.example>`);
    expect(header('In-Reply-To')).toBe('<second@acme.example>');
    expect(header('Message-ID')).toBe(own);
  });

  it('begins a thread with its own id alone', async () => {
    const { header } = await composed(aComposition({}, { references: [], inReplyTo: null }));
    expect(header('References')).toBe(own);
    expect(header('In-Reply-To')).toBeNull();
  });

  it('keeps the first id and the newest of a thread that no header can hold', async () => {
    const references = Array.from({ length: 200 }, (_, index) => `message-${index}@acme.example`);
    const { header } = await composed(aComposition({}, { references, inReplyTo: references.at(-1) ?? null }));
    const kept = header('References')?.split(' ') ?? [];
    expect(header('References')?.length).toBeLessThanOrEqual(900);
    expect(kept.slice(0, 2)).toEqual([own, '<message-0@acme.example>']);
    expect(kept.slice(2)).toEqual(references.slice(202 - kept.length).map((id) => `<${id}>`));
  });

  it.each([
    { id: own, written: null, because: 'our own id is there already' },
    {
      id: '<bracketed@acme.example>',
      written: '<bracketed@acme.example>',
      because: 'brackets are not doubled',
    },
    {
      id: 'folded\r\n @acme.example',
      written: '<folded@acme.example>',
      because: 'folding is not part of an id',
    },
    { id: 'niño@acme.example', written: null, because: 'a header is ASCII' },
    { id: `${'x'.repeat(400)}@acme.example`, written: null, because: 'it could fill a line on its own' },
    { id: '', written: null, because: 'it names nothing' },
  ])('writes the id $id as $written, because $because', async ({ id, written }) => {
    const { header } = await composed(aComposition({}, { references: [id], inReplyTo: id }));
    expect(header('References')).toBe([own, written].filter((part) => part !== null).join(' '));
    expect(header('In-Reply-To')).toBe(written);
  });
});

describe('automatic mail', () => {
  it.each([
    {
      automatic: true,
      inReplyTo: 'question@acme.example',
      submitted: 'auto-replied',
      because: 'it answers a mail',
    },
    { automatic: true, inReplyTo: null, submitted: 'auto-generated', because: 'nobody wrote before' },
    { automatic: false, inReplyTo: 'question@acme.example', submitted: null, because: 'a person wrote it' },
  ])('says $submitted, because $because', async ({ automatic, inReplyTo, submitted }) => {
    const { header } = await composed(aComposition({}, { automatic, inReplyTo }));
    expect(header('Auto-Submitted')).toBe(submitted);
    expect(header('X-Auto-Response-Suppress')).toBe(automatic ? 'All' : null);
    expect(header('Precedence')).toBeNull();
  });
});

describe('headers', () => {
  it('has the token address in Reply-To, the language, and the date of the entry', async () => {
    const { header, parsed } = await composed(aComposition());
    expect(header('Reply-To')).toBe('Guardia <support+48219355-0123456789abcdef0123@guardia.example>');
    expect(header('Content-Language')).toBe('es');
    expect(parsed.date).toBe('2026-11-24T01:43:10.000Z');
  });

  it('adds a header that it does not write itself', async () => {
    const { header } = await composed(
      aComposition({ extraHeaders: { 'List-Unsubscribe': '<https://guardia.example/u>' } }),
    );
    expect(header('List-Unsubscribe')).toBe('<https://guardia.example/u>');
  });

  it.each([
    { name: 'Bcc', because: 'recipients are frozen in the mail' },
    { name: 'references', because: 'SES refuses a second copy' },
    { name: 'Content-Type', because: 'the parts decide it' },
    { name: 'Auto-Submitted', because: 'the mail says whether it is automatic' },
    { name: 'X-Note: a\r\nBcc', because: 'it is no name but two headers' },
    { name: '', because: 'it has no name' },
  ])('refuses to add $name, because $because', async ({ name }) => {
    await expect(composeMail(aComposition({ extraHeaders: { [name]: 'x' } }))).rejects.toThrow(InvalidInput);
  });
});

describe('attachments', () => {
  const file = {
    name: 'informe ñandú.pdf',
    contentType: 'application/pdf',
    content: new TextEncoder().encode('%PDF-1.7'),
    inline: false,
    contentId: null,
  };

  it('carries a file with its name, type and bytes', async () => {
    const { parsed } = await composed(aComposition({ attachments: [file] }));
    const [attachment] = parsed.attachments;
    expect(attachment).toMatchObject({
      filename: file.name,
      mimeType: 'application/pdf',
      disposition: 'attachment',
    });
    expect(onlyFile(parsed).toString()).toBe('%PDF-1.7');
  });

  it('puts an inline image beside the HTML that shows it', async () => {
    const image = {
      ...file,
      name: 'logo.png',
      contentType: 'image/png',
      inline: true,
      contentId: 'logo@acme',
    };
    const { parsed } = await composed(aComposition({ attachments: [image] }));
    expect(parsed.attachments[0]).toMatchObject({
      contentId: '<logo@acme>',
      disposition: 'inline',
      related: true,
    });
  });

  it.each([
    { contentType: 'message/rfc822', because: 'a mail inside may not be encoded and may hold 8-bit lines' },
    { contentType: 'multipart/mixed; boundary=x', because: 'a file is one part' },
    { contentType: 'text/html\r\nX-Evil: 1', because: 'it begins a header of its own' },
    { contentType: 'nonsense', because: 'it is no type' },
    { contentType: '', because: 'nobody knows its type' },
  ])('sends $contentType as plain bytes, because $because', async ({ contentType }) => {
    const { parsed, wire } = await composed(aComposition({ attachments: [{ ...file, contentType }] }));
    expect(parsed.attachments[0]?.mimeType).toBe('application/octet-stream');
    expect(wire).not.toContain('X-Evil');
  });

  it('counts the size after encoding, which is what SES counts', async () => {
    const raw = Math.floor((sesMessageBytes * 3) / 4);
    const attachments = [{ ...file, content: new Uint8Array(raw) }];
    await expect(composeMail(aComposition({ attachments }))).rejects.toSatisfy(
      (error) =>
        error instanceof MailTooLarge && error.size > sesMessageBytes && error.limit === sesMessageBytes,
    );
  });

  it('refuses by the sum before it encodes any', async () => {
    const attachments = Array.from({ length: 8 }, () => ({ ...file, content: new Uint8Array(1_000_000) }));
    await expect(composeMail(aComposition({ attachments }))).rejects.toMatchObject({
      code: 'mail-too-large',
      size: 10_666_688,
    });
  });

  it('sends what fits', async () => {
    const attachments = [{ ...file, content: new Uint8Array(7_000_000).fill(0xff) }];
    const { bytes, parsed } = await composed(aComposition({ attachments }));
    expect(bytes.length).toBeLessThanOrEqual(sesMessageBytes);
    expect(onlyFile(parsed).length).toBe(7_000_000);
  });
});

it('cannot be ended early by a text that writes out its boundary', async () => {
  const { wire } = await composed(aComposition());
  const boundary = /boundary="([^"]+)"/.exec(wire)?.[1] ?? '';
  const text = `before\n--${boundary}--\nafter`;
  const { parsed } = await composed(aComposition({ text }));
  expect(boundary).not.toBe('');
  expect(parsed.text?.trimEnd()).toBe(text);
});

it('gives the same bytes for the same mail, so that a mail sent twice is one mail', async () => {
  const [first, second] = await Promise.all([composeMail(aComposition()), composeMail(aComposition())]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});
