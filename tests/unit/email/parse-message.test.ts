import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../shared/email/index.ts';
import { latin1, multipart, rawMail } from './raw-mail.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/mail/${name}.eml`, import.meta.url));
const names = (attachments: readonly { name: string }[]) => attachments.map((attachment) => attachment.name);

describe('mail as it occurs', () => {
  it.each([
    ['gb2312-that-is-gbk', { subject: '关于镕', text: '朱镕基 問題' }],
    ['html-only', { text: 'Buenos días,\n\nlos correos\u00a0no salen:\n\n- uno & dos\n- tres' }],
    ['mbox-from-line', { subject: 'From a mailbox file', text: 'Hello.' }],
    ['nested-message', { text: 'See the attached mail.', names: ['inner words.eml'] }],
    ['inline-image', { text: 'See the picture.', names: ['pic.png'] }],
    ['calendar-invite', { text: 'Meeting tomorrow.', names: ['attachment-1.ics'] }],
    ['signed', { text: 'Signed words.', names: ['signature.asc'] }],
    ['rfc2231-name', { subject: 'Informe año 2025', names: ['informe año 2025.pdf'] }],
    ['no-message-id', { messageId: null, text: 'Still a question.' }],
    ['out-of-office', { subject: 'Respuesta automática: Su caso' }],
    ['winmail-dat', { text: 'hello world', names: ['informe año.pdf'] }],
    ['mixed-line-ends', { subject: 'Mixed line ends', text: 'First.\n\nSecond.' }],
  ])('is read: %s', async (name, expected) => {
    const message = await parseMessage(fixture(name));
    expect({ ...message, text: message.text.trim(), names: names(message.attachments) }).toMatchObject(
      expected,
    );
  });

  it('gives the whole of an attachment, its type and what it is for', async () => {
    const [picture] = (await parseMessage(fixture('inline-image'))).attachments;
    expect(picture).toMatchObject({
      contentType: 'image/png',
      inline: true,
      contentId: 'pic1@acme.example',
      size: 8,
    });
    expect(Buffer.from(picture?.content ?? []).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  });

  it('gives the thread and the parties', async () => {
    expect(await parseMessage(fixture('reply-gmail-es'))).toMatchObject({
      from: { name: 'Ana Ruiz', address: 'ana@acme.example' },
      to: [{ name: '', address: 'support@guardia.example' }],
      date: '2025-11-24T09:00:00.000Z',
      messageId: 'reply@acme.example',
      inReplyTo: ['ours@eu-west-1.amazonses.com'],
      references: ['own-1@guardia.example', 'ours@eu-west-1.amazonses.com'],
      html: expect.stringContaining('gmail_quote'),
    });
  });
});

describe('the From field', () => {
  it.each([
    ['a name and an address', 'Ana Ruiz <Ana@acme.example>', [['Ana Ruiz', 'Ana@acme.example']]],
    ['an address alone', 'ana@acme.example', [['', 'ana@acme.example']]],
    ['a comment for the name', 'ana@acme.example (Ana Ruiz)', [['Ana Ruiz', 'ana@acme.example']]],
    ['a quoted name with a comma', '"Ruiz, Ana" <ana@acme.example>', [['Ruiz, Ana', 'ana@acme.example']]],
    [
      'an address in the name',
      '"boss@bank.example" <ana@acme.example>',
      [['boss@bank.example', 'ana@acme.example']],
    ],
    ['an encoded name', '=?utf-8?B?QW5hIFJ1w616?= <ana@acme.example>', [['Ana Ruíz', 'ana@acme.example']]],
    [
      'an encoded name in quotes',
      '"=?utf-8?Q?Ruiz=2C_Ana?=" <ana@acme.example>',
      [['Ruiz, Ana', 'ana@acme.example']],
    ],
    [
      'a comma hidden in an encoded word',
      '=?utf-8?Q?a=2C_b=40c.example?= <ana@acme.example>',
      [['a, b@c.example', 'ana@acme.example']],
    ],
    [
      'several',
      'a@x.example, B <b@y.example>',
      [
        ['', 'a@x.example'],
        ['B', 'b@y.example'],
      ],
    ],
    [
      'several with semicolons',
      'a@x.example; b@y.example',
      [
        ['', 'a@x.example'],
        ['', 'b@y.example'],
      ],
    ],
    [
      'a group',
      'Team: a@x.example, b@y.example;',
      [
        ['', 'a@x.example'],
        ['', 'b@y.example'],
      ],
    ],
    ['an empty group', 'undisclosed-recipients:;', []],
    ['a route', '<@relay.example:ana@acme.example>', [['', 'ana@acme.example']]],
    ['mailto', 'Ana <mailto:ana@acme.example>', [['Ana', 'ana@acme.example']]],
    ['no closing bracket', 'Ana <ana@acme.example', [['Ana', 'ana@acme.example']]],
    ['a local daemon', 'MAILER-DAEMON (Mail System)', [['Mail System', 'MAILER-DAEMON']]],
    ['an empty one', '', []],
    ['empty brackets', '"Ana" <>', []],
    ['words without an address', 'Ana Ruiz of Acme', []],
    [
      'a name with a comma that nothing quotes',
      'Garcia, Ana <a@b.example>',
      [['Garcia, Ana', 'a@b.example']],
    ],
    ['such a name of three', 'Garcia, Ana, ACME <a@b.example>', [['Garcia, Ana, ACME', 'a@b.example']]],
    ['such a name encoded', '=?utf-8?Q?Garc=C3=ADa?=, Ana <a@b.example>', [['García, Ana', 'a@b.example']]],
    [
      'a local sender before another',
      'root, a@b.example',
      [
        ['', 'root'],
        ['', 'a@b.example'],
      ],
    ],
    ['the same brackets twice', '<a@b.example> <A@b.example>', [['', 'a@b.example']]],
    [
      'two brackets without a comma: intake must not believe the first',
      'Ana <a@b.example> <eve@evil.example>',
      [
        ['Ana', 'a@b.example'],
        ['', 'eve@evil.example'],
      ],
    ],
    [
      'an address behind the brackets',
      'Ana <a@b.example> eve@evil.example',
      [
        ['Ana', 'a@b.example'],
        ['', 'eve@evil.example'],
      ],
    ],
    ['the address again behind the brackets', '<a@b.example> a@b.example', [['', 'a@b.example']]],
    ['words behind the brackets', '<a@b.example> Ana', [['Ana', 'a@b.example']]],
    ['an open quote', '"Ana <ana@acme.example>', [['Ana', 'ana@acme.example']]],
  ])('holds %s', async (_because, from, expected) => {
    const message = await parseMessage(rawMail({ From: from }));
    expect(message.fromAll.map(({ name, address }) => [name, address])).toEqual(expected);
    expect(message.from).toEqual(message.fromAll[0] ?? null);
  });

  it('counts in full when there are several fields, so that none hides', async () => {
    const raw = latin1('From: ana@acme.example\nFrom: boss@bank.example\nSubject: x\n\nx');
    expect((await parseMessage(raw)).fromAll.map(({ address }) => address)).toEqual([
      'ana@acme.example',
      'boss@bank.example',
    ]);
  });

  it('cannot be injected through an encoded line break', async () => {
    const message = await parseMessage(rawMail({ Subject: '=?utf-8?Q?Hi=0D=0AFrom:_boss=40bank.example?=' }));
    expect(message.subject).toBe('Hi From: boss@bank.example');
    expect(message.fromAll).toHaveLength(1);
  });
});

describe('encoded words', () => {
  it.each([
    ['a word', '=?ISO-8859-1?Q?Mail_avec_=E9t=E9?=', 'Mail avec été'],
    ['words whose space between goes', '=?utf-8?B?w6E=?=\n =?utf-8?B?w6k=?=', 'áé'],
    ['a character split across words', '=?utf-8?B?w6E=?= =?utf-8?B?4oI=?= =?utf-8?B?rA==?=', 'á€'],
    ['text between words', '=?utf-8?Q?a?= b =?utf-8?Q?c?=', 'a b c'],
    ['two charsets', '=?utf-8?Q?=C3=A1?= =?iso-8859-1?Q?=E9?=', 'áé'],
    ['a language mark', '=?utf-8*es?Q?a=C3=B1o?=', 'año'],
    ['spaces inside', '=?UTF-8?Q?AutoRespons?= :Nyaan?', 'AutoRespons :Nyaan?'],
    ['a word without its end', '=?utf-8?Q?a=C3=B1o', 'año'],
    ['base64 without padding', '=?utf-8?B?YcOxbw?=', 'año'],
    ['an unknown charset', '=?NONE?B?VEVTVA=?=', 'TEST'],
    ['raw UTF-8', 'a\xc3\xb1o', 'año'],
    ['raw Latin-1', 'a\xf1o', 'año'],
    ['iso-2022-jp', '=?iso-2022-jp?B?GyRCJDkbKEI=?=', 'す'],
    ['no words, a question mark', 'Is 1=?2', 'Is 1=?2'],
  ])('are decoded: %s', async (_because, subject, expected) => {
    expect((await parseMessage(rawMail({ Subject: subject }))).subject).toBe(expected);
  });

  it('take the charset of the body for raw bytes that are no UTF-8', async () => {
    const raw = rawMail({ Subject: '\xb9\xd8\xd3\xda', 'Content-Type': 'text/plain; charset=gb2312' });
    expect((await parseMessage(raw)).subject).toBe('关于');
  });
});

describe('charsets of a body', () => {
  it.each([
    ['Latin-1', 'iso-8859-1', 'a\xf1o', 'año'],
    ['windows-1252 called Latin-1', 'iso-8859-1', '\x93hi\x94 5\x80', '“hi” 5€'],
    ['UTF-8 called Latin-1', 'iso-8859-1', 'a\xc3\xb1o', 'año'],
    ['Latin-1 called UTF-8', 'utf-8', 'a\xf1o', 'año'],
    ['no charset, UTF-8', '', 'a\xc3\xb1o', 'año'],
    ['an unknown one', 'x-klingon', 'a\xc3\xb1o', 'año'],
    ['forgotten dashes', 'utf8', 'a\xc3\xb1o', 'año'],
    ['ks_c_5601-1987 with cp949', 'ks_c_5601-1987', '\xbd\xba\xc6\xbc\xc7\xd8', '스티해'],
    ['iso-2022-jp', 'iso-2022-jp', '\x1b$B$9\x1b(B', 'す'],
    ['iso-2022-jp called ASCII', 'us-ascii', '\x1b$B$9\x1b(B', 'す'],
    ['iso-2022-kr', 'iso-2022-kr', '\x1b$)C\x0e=:\x0f', '스'],
    ['hz', 'hz-gb-2312', '~{9XSZ~} x', '关于 x'],
    ['utf-7', 'utf-7', 'a+APE-o', 'año'],
    ['utf-16 with its mark', 'utf-16', '\xff\xfeh\x00i\x00', 'hi'],
    ['shiftjis', 'shiftjis', '\x82\xb7', 'す'],
    ['koi8-r', 'koi8-r', '\xc4\xc1', 'да'],
    ['big5', 'big5', '\xa4\xa4', '中'],
  ])('are read: %s', async (_because, charset, body, expected) => {
    const type = charset === '' ? 'text/plain' : `text/plain; charset=${charset}`;
    const raw = Buffer.concat([rawMail({ 'Content-Type': type }, ''), Buffer.from(body, 'latin1')]);
    expect((await parseMessage(raw)).text).toBe(expected);
  });

  it('are named when they are unknown', async () => {
    const message = await parseMessage(rawMail({ 'Content-Type': 'text/plain; charset=x-klingon' }, 'a'));
    expect(message.problems).toEqual(['unknown charset "x-klingon": guessed']);
  });
});

describe('transfer encodings', () => {
  it.each([
    ['base64 in pieces with padding between', 'base64', 'YQ==\nYg==\n', 'ab'],
    ['base64 with noise', 'base64', 'aG\n!Vs bG8=', 'hello'],
    ['quoted-printable with a broken escape', 'quoted-printable', 'a=ZZ b=3D', 'a=ZZ b='],
    ['quoted-printable with a soft break and spaces', 'quoted-printable', 'one =  \ntwo', 'one two'],
    ['quoted-printable, capitals and a space', ' Quoted-Printable', 'a=C3=B1o', 'año'],
    ['uuencode', 'x-uuencode', 'begin 644 a.txt\n%:&5L;&\\\n`\nend\n', 'hello'],
    ['an unknown one', 'text/html', 'plain', 'plain'],
    ['7-bit', '7-bit', 'plain', 'plain'],
  ])('are undone: %s', async (_because, encoding, body, expected) => {
    const raw = rawMail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': encoding },
      body,
    );
    expect((await parseMessage(raw)).text.trim()).toBe(expected);
  });
});

describe('broken structure', () => {
  it.each([
    [
      'a multipart that is not closed',
      'multipart/mixed; boundary=b',
      '--b\n\nHello.\n--b\nContent-Type: text/plain\n\nMore.',
      'Hello.\n\nMore.',
    ],
    ['a boundary that never comes', 'multipart/mixed; boundary=x', 'Hello.', 'Hello.'],
    [
      'the wrong boundary',
      'multipart/mixed; boundary=x',
      '--real\nContent-Type: text/plain\n\nHello.\n--real--',
      'Hello.',
    ],
    ['no boundary', 'multipart/mixed', '--b\nContent-Type: text/plain\n\nHello.\n--b--', 'Hello.'],
    ['a missing semicolon', 'multipart/mixed\n boundary="b"', '--b\n\nHello.\n--b--', 'Hello.'],
    [
      'the same boundary inside',
      'multipart/mixed; boundary=1',
      '--1\n\nOne.\n--1\nContent-Type: multipart/mixed; boundary=1\n\n--1\n\nTwo.\n--1--',
      'One.\n\nTwo.',
    ],
    [
      'similar boundaries',
      'multipart/mixed; boundary=b',
      '--b\nContent-Type: multipart/alternative; boundary=b_alt\n\n--b_alt\n\nOne.\n--b_alt--\n--b\n\nTwo.\n--b--',
      'One.\n\nTwo.',
    ],
    [
      'a boundary in UTF-8',
      'multipart/mixed; boundary="b\xc3\xb1"',
      '--b\xc3\xb1\n\nHello.\n--b\xc3\xb1--',
      'Hello.',
    ],
    [
      'a lost delimiter before the first part',
      'multipart/alternative; boundary=b\nContent-Type: text/plain',
      'Plain.\n--b\nContent-Type: text/html\n\n<p>Rich.</p>\n--b--',
      'Plain.',
    ],
    ['a type without a subtype', 'text', 'Hello.', 'Hello.'],
    ['nonsense for a type', ';;=;', 'Hello.', 'Hello.'],
    ['an epilogue', 'multipart/mixed; boundary=b', '--b\n\nHello.\n--b--\nignored', 'Hello.'],
  ])('still gives the text: %s', async (_because, type, body, expected) => {
    expect((await parseMessage(rawMail({ 'Content-Type': type }, body))).text).toBe(expected);
  });

  it('reads a body that follows the header without an empty line', async () => {
    expect((await parseMessage(latin1('From: ana@acme.example\nSubject: x\nHello there\nfriend'))).text).toBe(
      'Hello there\nfriend',
    );
  });

  it('skips one damaged line among the fields', async () => {
    const message = await parseMessage(latin1('From: ana@acme.example\nbroken line\nSubject: kept\n\nx'));
    expect(message.subject).toBe('kept');
  });

  it('reads lone carriage returns as line ends', async () => {
    expect((await parseMessage(Buffer.from('Subject: old\r\rHello.'))).subject).toBe('old');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['only line ends', Buffer.from('\r\n\r\n')],
    ['only zeros', Buffer.alloc(1_000)],
    ['random bytes', Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * 7919) % 256))],
  ])('is no reason to fail: %s', async (_because, raw) => {
    expect(await parseMessage(raw)).toMatchObject({ from: null, subject: '', attachments: [] });
  });
});

describe('attachments', () => {
  const attach = (header: string, body = 'x') =>
    multipart('b', 'Content-Type: text/plain\n\nText.', `${header}\n\n${body}`);

  it.each([
    [
      'the file name counts before the name',
      'Content-Type: text/x-ruby; name="old.rb"\nContent-Disposition: attachment; filename="api.rb"',
      'api.rb',
    ],
    [
      'an encoded name',
      'Content-Type: application/pdf\nContent-Disposition: attachment; filename="=?utf-8?B?YcOxby5wZGY=?="',
      'año.pdf',
    ],
    ['a raw name', 'Content-Type: application/pdf; name="a\xc3\xb1o.pdf"', 'año.pdf'],
    ['an unquoted name with spaces', 'Content-Type: application/pdf; name=This is it.pdf', 'This is it.pdf'],
    ['only a location', 'Content-Type: image/jpeg\nContent-Location: Photo25.jpg', 'Photo25.jpg'],
    ['no name', 'Content-Type: application/pdf\nContent-Disposition: attachment', 'attachment-1.pdf'],
    [
      'no disposition word',
      'Content-Type: image/png\nContent-Disposition: ;\n filename="image001.png"',
      'image001.png',
    ],
    [
      'control characters in the name',
      'Content-Type: application/pdf; name="=?utf-8?Q?a=0D=0Ab.pdf?="',
      'a b.pdf',
    ],
    [
      'a direction override that hides the type',
      "Content-Type: application/x-msdownload; name*=utf-8''fdp%E2%80%AEexe.pdf",
      'fdp exe.pdf',
    ],
  ])('have a name: %s', async (_because, header, expected) => {
    const { attachments, text } = await parseMessage(
      rawMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, attach(header)),
    );
    expect(names(attachments)).toEqual([expected]);
    expect(text).toBe('Text.');
  });

  it('are not taken from inside an attached mail', async () => {
    expect((await parseMessage(fixture('nested-message'))).attachments).toHaveLength(1);
  });

  it('keep a text file beside the text, and show the one that is meant to be read', async () => {
    const body = attach(
      'Content-Type: text/plain; name=log.txt\nContent-Disposition: attachment',
      'log line',
    );
    expect(
      await parseMessage(rawMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body)),
    ).toMatchObject({ text: 'Text.', attachments: [{ name: 'log.txt' }] });
    const shown = attach('Content-Type: text/plain; name=log.txt\nContent-Disposition: inline', 'log line');
    expect(
      await parseMessage(rawMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, shown)),
    ).toMatchObject({ text: 'Text.\n\nlog line', attachments: [{ name: 'log.txt' }] });
  });
});

describe('dates', () => {
  it.each([
    ['the standard form', 'Mon, 24 Nov 2025 10:00:00 +0100', '2025-11-24T09:00:00.000Z'],
    ['no seconds, a named zone', '24 Nov 2025 10:00 EST', '2025-11-24T15:00:00.000Z'],
    ['a comment', 'Mon, 24 Nov 2025 10:00:00 +0000 (UTC)', '2025-11-24T10:00:00.000Z'],
    ['two digits of the year', '24 Nov 99 10:00:00 GMT', '1999-11-24T10:00:00.000Z'],
    ['asctime', 'Mon Nov 24 10:00:00 2025 +0100', '2025-11-24T09:00:00.000Z'],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59.000Z'],
    ['a day that does not exist', '31 Feb 2025 10:00:00 +0000', null],
    ['words', 'Whenever', null],
  ])('are instants: %s', async (_because, date, expected) => {
    expect((await parseMessage(rawMail({ Date: date }))).date).toBe(expected);
  });
});
