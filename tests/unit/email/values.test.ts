import { describe, expect, it } from 'vitest';
import {
  domainOf,
  guessLanguage,
  normaliseMessageId,
  parseMessage,
  sesIdOf,
} from '../../../shared/email/index.ts';
import { readTnef } from '../../../shared/email/tnef/read-tnef.ts';
import { decompressRtf, rtfToText } from '../../../shared/email/tnef/rtf.ts';
import { latin1, rawMail } from './raw-mail.ts';

describe('Message-IDs', () => {
  it.each([
    ['<One@Acme.Example>', 'One@acme.example'],
    ['One@ACME.example', 'One@acme.example'],
    ['<one@\r\n acme.example>', 'one@acme.example'],
    ['<no-domain>', 'no-domain'],
    ['', null],
    ['<>', null],
  ])('have one form: %j', (raw, expected) => {
    expect(normaliseMessageId(raw)).toBe(expected);
  });

  it.each([
    ['<0100abc@email.amazonses.com>', '0100abc'],
    ['0102abc@eu-west-1.amazonses.com', '0102abc'],
    ['<0102abc@amazonses.com.evil.example>', null],
    ['<0102abc@evilamazonses.com>', null],
  ])('of SES are known by what stands before the domain: %s', (raw, expected) => {
    expect(sesIdOf(raw)).toBe(expected);
  });

  it.each([
    ['folded', '<a@x>\r\n <b@x>', ['a@x', 'b@x']],
    ['folded inside', '<a@\r\n x>', ['a@x']],
    ['with commas', '<a@x>, <b@x>', ['a@x', 'b@x']],
    ['with words', 'Your message of Monday <a@x>', ['a@x']],
    ['without brackets', 'a@x b@x', ['a@x', 'b@x']],
    ['twice', '<a@x> <a@x>', ['a@x']],
    ['broken among good ones', '<a@x> <b <c@x>', ['a@x', 'c@x']],
    ['empty', '', []],
  ])('are read from References: %s', async (_because, references, expected) => {
    expect((await parseMessage(latin1(`References: ${references}\n\n`))).references).toEqual(expected);
  });
});

describe('the domain of an address', () => {
  it.each([
    ['Ana@ACME.example', 'acme.example'],
    ['ana@acme.example.', 'acme.example'],
    ['"a@b"@acme.example', 'acme.example'],
    ['MAILER-DAEMON', null],
    ['ana@', null],
    ['', null],
  ])('of %j', (address, expected) => {
    expect(domainOf(address)).toBe(expected);
  });
});

describe('the language of a stranger', () => {
  it.each([
    ['es', 'Spanish words', {}, 'Hola, los correos no salen desde ayer y necesito ayuda, gracias.'],
    ['en', 'English words', {}, 'Hello, our mail is not delivered and we need your help, thanks.'],
    [
      'es',
      'the answer counts, not the quote',
      {},
      'Hola, los correos no salen y necesito ayuda.\n\nOn Mon, 24 Nov 2025, Desk wrote:\n> Hello, this is the answer that you have asked for and it is long.',
    ],
    ['es', 'a header when the words say nothing', { 'Content-Language': 'es-ES' }, 'DNS 8.8.8.8'],
    [
      'en',
      'the words count before the header',
      { 'Accept-Language': 'es' },
      'Hello, our mail is not delivered and we need your help.',
    ],
    [null, 'nothing tells', {}, 'DNS 8.8.8.8'],
    [null, 'another language', { 'Content-Language': 'fr' }, 'Bonjour, rien ne marche.'],
  ])('is %s by %s', async (expected, _because, fields, text) => {
    expect(guessLanguage(await parseMessage(rawMail({ ...fields, Subject: null }, text)))).toBe(expected);
  });
});

describe('winmail.dat', () => {
  it('decompresses the example of MS-OXRTFCP', () => {
    const data = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    );
    expect(decompressRtf(data).toString()).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });

  it.each([
    [
      'escapes and breaks',
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}Hola se\\'f1or\\par \\u8364?uro \\{x\\}}",
      'Hola señor\n€uro {x}',
    ],
    [
      'encapsulated HTML',
      '{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Text\\htmlrtf\\par}\\htmlrtf0 }',
      'Text',
    ],
    ['unbalanced groups', '}}{\\rtf1 a}}b', 'ab'],
  ])('gives the text of RTF: %s', (_because, rtf, expected) => {
    expect(rtfToText(Buffer.from(rtf, 'latin1'))).toBe(expected);
  });

  it.each([
    ['no container', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('is left alone when it is %s', (_because, bytes) => {
    expect(readTnef(bytes)).toBeNull();
  });

  it('gives what is whole when it is cut', () => {
    const bytes = Buffer.from('789f3e220100010790060008000000', 'hex');
    expect(readTnef(bytes)).toMatchObject({
      attachments: [],
      problems: ['winmail.dat is cut: only its first part was read'],
    });
  });
});
