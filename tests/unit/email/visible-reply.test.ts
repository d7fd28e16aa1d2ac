import { describe, expect, it } from 'vitest';
import { visibleReply } from '../../../shared/email/index.ts';

const plain = (text: string) => visibleReply({ text, html: null });
const rich = (html: string) => visibleReply({ text: '', html });

describe('the attribution above a quote', () => {
  it.each([
    ['en', 'On Mon, Apr 2, 2012 at 6:26 PM, Ana Ruiz <ana@acme.example> wrote:'],
    ['en, no comma after the date', 'On Thu, 3 May 2018 11:22:33 -0300 Ana Ruiz <ana@acme.example> wrote'],
    ['en, ISO date', 'On Wed, 2015-12-02 at 13:58 +0000, Ana Ruiz wrote:'],
    [
      'en, dashes around it (Zoho)',
      '---- On Tue, 22 Dec 2015 14:17:36 +0530 Ana Ruiz<ana@acme.example> wrote ----',
    ],
    ['en, dashes after it', '------On 12/29/1987 17:32 PM, Ana Ruiz wrote-----'],
    ['en, "At"', 'At 6/16/2016 08:32 PM, you wrote:'],
    ['en, said', 'On 3 May 2026, Ana Ruiz said:'],
    ['en, sender first', 'Ana Ruiz <ana@acme.example> wrote on Thu, 3 May 2018 at 11:22:'],
    ['en, no date but an address', 'Ana Ruiz (ana@acme.example) wrote:'],
    ['en, via a list', 'ana via Acme Support wrote:'],
    ['en, a forum', 'Posted by ana on 01/21/2016'],
    [
      'en, over two lines',
      'On Fri, May 6, 2011 at 6:03 PM, Ana Ruiz from Acme Support\n<ana@acme.example> wrote:',
    ],
    [
      'en, over three lines',
      'On Nov 30, 2011, at 12:47 PM, Ana <\n416ffd3258d4d2fa4c85cfa4@acme.example>\nwrote:',
    ],
    ['en, indented', ' On Mar 8, 2012 9:59 AM, "Acme" <\nr+7f1b094ceb@acme.example> wrote:'],
    ['es', 'El jueves, 21 de noviembre de 2013, Ana Ruiz escribió:'],
    ['es, Gmail', 'El mié, 3 de may. de 2023 a la(s) 10:15, Ana Ruiz (ana@acme.example) escribió:'],
    [
      'es, Gmail, wrapped',
      'El lun, 24 nov 2025 a las 18:02, Soporte Guardia\n(<support@guardia.example>) escribió:',
    ],
    ['es, Thunderbird', 'El 24/11/25 a las 18:02, Ana Ruiz escribió:'],
    ['pt', 'Em seg, 27 de jul de 2015 17:13, Ana Ruiz <ana@acme.example> escreveu:'],
    ['pt, wrapped', 'Em 10 de julho de 2017 às 16:32:35, Ana Ruiz (\nana@acme.example) escreveu:'],
    ['fr', 'Le 4 janv. 2016 19:03, "Ana Ruiz" <ana@acme.example> a écrit :'],
    ['fr, Apple', 'Le 23 janv. 2015 à 22:03, Ana Ruiz <ana@acme.example<mailto:ana@acme.example>> a écrit:'],
    ['de', 'Am 18.09.2013 um 16:24 schrieb Ana Ruiz <ana@acme.example>:'],
    ['de, geschrieben', 'Am 3. Mai 2026 um 10:00 hat Ana Ruiz <ana@acme.example> geschrieben:'],
    ['de, sender first, wrapped', 'Ana Ruiz <ana@acme.example> schrieb am Fr., 28.\nApr. 2017 um 11:53 Uhr:'],
    ['de, wrapped', 'Am Mi., 5. Feb. 2020 um 17:58 Uhr schrieb Acme Questions\n<questions@acme.example>:'],
    ['de, sender only', 'Ana Ruiz <ana@acme.example> schrieb:'],
    ['it', 'Il giorno 3 maggio 2023 alle ore 10:15 Ana Ruiz <ana@acme.example> ha scritto:'],
    ['it, in data', 'In data 11 ottobre 2017 21:11:31 "Ana Ruiz" <ana@acme.example> ha scritto:'],
    ['nl', 'Op 24 aug. 2013 om 16:48 heeft Ana Ruiz <ana@acme.example> het volgende geschreven:'],
    ['nl, schreef', 'Op 13-02-2014 3:18 schreef Ana Ruiz <ana@acme.example>:'],
    ['pl', 'Dnia 14 lip 2015 o godz. 00:25 Ana Ruiz <ana@acme.example> napisał(a):'],
    ['pl, w dniu', 'W dniu 28 stycznia 2015 01:53 użytkownik Ana Ruiz <ana@acme.example>\nnapisał:'],
    ['pl, date first', '23 mar 2017 21:25 "Ana Ruiz" <ana@acme.example> napisał(a):'],
    ['sv', 'Den 14 september, 2015 02:23:18, Ana Ruiz (ana@acme.example) skrev:'],
    ['da', 'Den 15. jun. 2016 kl. 20.42 skrev Ana Ruiz <ana@acme.example>:'],
    ['da, weekday', 'søn. 30. apr. 2017 kl. 00.26 skrev Ana Ruiz <ana@acme.example>:'],
    ['no', 'På 14 september 2015 på 02:23:18, Ana Ruiz (ana@acme.example) skrev:'],
    ['fi', 'pe 20. lokakuuta 2017 klo 17.50 Ana Ruiz\n<ana@acme.example> kirjoitti:'],
    ['ru', 'суббота, 14 марта 2015 г. пользователь Ana Ruiz написал:'],
    ['ru, Gmail', 'вт, 5 янв. 2016 г. в 23:39, Ana Ruiz <ana@acme.example>:'],
    ['ru, Mail.ru', 'Thu, 26 Jun 2014 14:00:51 +0400 от Ana Ruiz <ana@acme.example>:'],
    ['uk', '30 серп. 2016 р. 20:45 "Ana" no-reply@acme.example пише:'],
    ['cs', 'Dne 3. května 2023 v 10:15 Ana Ruiz <ana@acme.example> napsal(a):'],
    ['tr', '3 May 2023 Çar 10:15 tarihinde Ana Ruiz <ana@acme.example> şunu yazdı:'],
    ['zh', '在 2016年1月4日 19:03，Ana <ana@acme.example> 写道：'],
    ['zh, sender first', 'Ana <ana@acme.example> 于2024年5月3日周五 15:05写道：'],
    ['ja', '2024年5月3日(金) 15:05 Ana Ruiz <ana@acme.example>:'],
    ['ja, Apple', '2024/05/03 15:05、Ana Ruizのメール:'],
    ['ko', '2024년 5월 3일 (금) 오후 3:05, Ana Ruiz <ana@acme.example>님이 작성:'],
    ['a zone and an address', '2015-10-18 0:17 GMT+03:00 Ana Ruiz <ana@acme.example>:'],
    ['a zone and a name', '2016-03-03 17:21 GMT+01:00 Ana Ruiz'],
    ['a date and an address', '2013/10/2 ana <ana@acme.example>'],
  ])('goes with what follows it: %s', (_because, attribution) => {
    expect(plain(`Gracias, probado.\n\n${attribution}\n\n> quoted one\n> quoted two\n`)).toBe(
      'Gracias, probado.',
    );
    expect(plain(`Gracias, probado.\n\n${attribution}\n\nunquoted original\n`)).toBe('Gracias, probado.');
  });

  it.each([
    ['a sentence with "wrote"', 'On this day\n\nI wrote something\n\nwhich was very interesting.'],
    ['"On" at a line start', 'Blah-blah-blah\nOn blah-blah-blah'],
    ['"wrote" with a year', 'In 2015 he wrote a book about it\nand we read it.'],
    [
      'dates in the text',
      'Formats seen:\n\n2024-01-15 14:30:25\n15.01.2024 14:30\nJan 15, 2024 at 14:30\n\nWhich one?',
    ],
    ['a link that ends in wrote', 'See https://news.example/2024/what-he-wrote:\nand tell me.'],
    ['an address in a sentence', 'Please add Ana Ruiz <ana@acme.example>\nto the case.'],
    ['Spanish "El" and "escribió"', 'El agente me escribió ayer\npero no contestó a la pregunta.'],
  ])('is not found in %s', (_because, text) => {
    expect(plain(text)).toBe(text);
  });
});

describe('the header above an unquoted original', () => {
  it.each([
    ['en', 'From: ana@acme.example\nSent: March-19-11 5:42 PM\nTo: Support\nSubject: Loop'],
    ['en, date first', 'Date: Wed, 16 May 2012 00:15:02 -0600\nTo: ana@acme.example'],
    [
      'en, bold and wrapped',
      '  *From:* bob@acme.example [mailto:\n  bob@acme.example]\n  *Sent:* Wednesday, June 27, 2012 3:05 PM\n  *To:* ana@acme.example\n  *Subject:* Hello',
    ],
    [
      'en, reply-to between',
      'From: Ana <ana@acme.example<mailto:ana@acme.example>>\nReply-To: "Acme" <reply@acme.example>\nDate: Monday, February 8, 2016 11:44 AM\nTo: Support\nSubject: VIS',
    ],
    [
      'es',
      'De: Ana Ruiz <ana@acme.example>\nEnviado el: martes, 25 de noviembre de 2025 14:59\nPara: Soporte\nAsunto: DNS',
    ],
    [
      'pt',
      'De: Ana Ruiz\nEnviada em: terça-feira, 25 de novembro de 2025 14:59\nPara: Suporte\nAssunto: DNS',
    ],
    [
      'fr',
      'De : Ana Ruiz [mailto:ana@acme.example]\nEnvoyé : vendredi 23 janvier 2015 16:39\nÀ : Support\nObjet : DNS',
    ],
    ['de', 'Von: ana@acme.example\nGesendet: Dienstag, 25. November 2014 14:59\nAn: Support\nBetreff: DNS'],
    ['it', 'Da: Ana Ruiz\nInviato: martedì 25 novembre 2025 14:59\nA: Supporto\nOggetto: DNS'],
    ['nl', 'Van: Ana Ruiz\nVerzonden: dinsdag 25 november 2025 14:59\nAan: Support\nOnderwerp: DNS'],
    ['pl', 'Od: Ana Ruiz\nWysłano: wtorek, 25 listopada 2025 14:59\nDo: Support\nTemat: DNS'],
    [
      'sv',
      'Från: Ana Ruiz [mailto:ana@acme.example]\nSkickat: den 26 augusti 2015 14:45\nTill: Support\nÄmne: DNS',
    ],
    ['da', 'Fra: ana@acme.example\nSendt: 19. march 2011 12:10\nTil: Support\nEmne: DNS'],
    ['ru', 'От: Ana\nОтправлено: четверг, 26 июня 2014 г. 15:05\nКому: Support\nТема: DNS'],
    ['zh', '发件人: Ana\n发送时间: 2025年11月25日 14:59\n收件人: Support\n主题: DNS'],
    ['ja', '差出人: Ana\n送信日時: 2025年11月25日 14:59\n宛先: Support\n件名: DNS'],
  ])('ends the reply: %s', (_because, header) => {
    expect(plain(`Hecho.\n\n${header}\n\nThe original text.`)).toBe('Hecho.');
    expect(plain(`Hecho.\n________________________________\n${header}\n\nThe original text.`)).toBe('Hecho.');
  });

  it.each([
    ['-----Original Message-----'],
    ['----- Original Message -----'],
    ['-----original message-----'],
    ['*----- Original Message -----*'],
    ['-----Reply Message-----'],
    ['-----Mensaje original-----'],
    ['-----Mensagem original-----'],
    ["-------- Message d'origine --------"],
    ['-----Ursprüngliche Nachricht-----'],
    ['-----Messaggio originale-----'],
    ['-----Oorspronkelijk bericht-----'],
    ['-----Oprindelig meddelelse-----'],
    ['------------------ 原始邮件 ------------------'],
    ['---------- Forwarded message ----------'],
    ['Begin forwarded message:'],
  ])('may be a separator: %s', (separator) => {
    expect(plain(`Test reply\n\n${separator}\n\nTest`)).toBe('Test reply');
  });

  it.each([
    ['one word with a colon', 'Nota: mañana no estamos.\nA: la oficina\ngracias'],
    ['a list of settings', 'Server: mx.acme.example\nPort: 25\nData: 10 MB'],
  ])('is not found in %s', (_because, text) => {
    expect(plain(text)).toBe(text);
  });
});

describe('where the answer stands', () => {
  it('keeps an answer under the quote without the quote', () => {
    expect(plain('On 04/02/2012 06:26 PM, Ana wrote:\n> Hi\nHello')).toBe('Hello');
  });

  it('keeps answers between quotes with the quotes they answer', () => {
    const text =
      'Hi Ana,\nOn 04/02/2012 06:26 PM, Ana wrote:\n> first?\n\nyes\n\n> second?\n\nno\n\n> third?';
    expect(plain(text)).toBe('Hi Ana,\n> first?\n\nyes\n\n> second?\n\nno');
  });

  it('keeps a hand-picked quote and the answer to it', () => {
    const text =
      'Hallo Ana,\n\nAm 13.05.2026 um 09:05 schrieb Ana Ruiz:\n> Hier steht der Text.\n\nHier ist die Antwort.';
    expect(plain(text)).toBe('Hallo Ana,\n\n> Hier steht der Text.\n\nHier ist die Antwort.');
  });

  it('drops the few lines that follow a whole quote', () => {
    expect(plain('Yes.\n\nOn 04/02/2012 06:26 PM, Ana wrote:\n\n> Hi\n\nAna Ruiz\nAcme')).toBe('Yes.');
  });

  it('drops quotes at the end that have no attribution', () => {
    expect(plain('Hello\n\n> Subject: Test\n> From: ana@acme.example\n>\n> Hi')).toBe('Hello');
  });

  it.each([
    ['only a quote', '> quoted\n> more'],
    ['only an attribution and a quote', 'On 04/02/2012 06:26 PM, Ana wrote:\n> quoted'],
    ['only a signature', '-- \nAna Ruiz'],
    ['only a forwarded mail', 'From: Ana <ana@acme.example>\nDate: Mon, 5 May 2025 10:00\nTo: Luis\n\nText'],
  ])('gives the whole when there is %s', (_because, text) => {
    expect(plain(text)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t\n'],
  ])('gives nothing for %s', (_because, text) => {
    expect(plain(text)).toBe('');
  });
});

describe('signatures', () => {
  it.each([
    ['the standard delimiter', 'Hello\n\n-- \nAna Ruiz\nAcme\n+34 600 000 000'],
    ['dashes without a space', 'Hello\n--\nAna'],
    ['underscores', 'Hello\n\n_______________\nAna'],
    ['a phone', 'Hello\n\nSent from my iPhone'],
    ['a phone, es', 'Hello\n\nEnviado desde mi iPhone'],
    ['a phone, pt', 'Hello\n\nEnviado do meu iPhone'],
    ['a phone, fr', 'Hello\n\nEnvoyé de mon iPhone'],
    ['a phone, de', 'Hello\n\nVon meinem iPhone gesendet'],
    ['a phone, it', 'Hello\n\nInviato da iPhone'],
    ['a phone, nl', 'Hello\n\nVerstuurd vanaf mijn iPhone'],
    ['a phone, da', 'Hello\n\nSendt fra min iPhone'],
    ['a phone, sv', 'Hello\n\nSkickat från min iPhone'],
    ['a phone, zh', 'Hello\n\n從我的 iPhone 傳送'],
    ['a phone, ja', 'Hello\n\niPhoneから送信'],
    ['Outlook', 'Hello\n\nGet [Outlook for Android](https://aka.ms/ghei36)'],
    ['Outlook, glued link', 'Hello\n\nGet Outlook for iOShttps://aka.ms/o0ukef'],
    ['Outlook, fr', 'Hello\n\nTélécharger Outlook pour iOS<https://aka.ms/o0ukef>'],
  ])('are cut: %s', (_because, text) => {
    expect(plain(text)).toBe('Hello');
  });

  it.each([
    [
      'rules between parts of a text',
      'Analysis:\n\n## Key points\n----\n\nFaster.\n\n----\n\nThe dashes are formatting.',
    ],
    ['a rule before more text and a quote', 'First part.\n\n__________\n\nSecond part.'],
    ['a lone bullet', 'The list:\n\n-\nFirst.\n*\nSecond.'],
    ['"sent from" in a sentence', 'I sent from my iPhone app the log,\nplease check it.'],
    ['code', 'See:\n\n```\n# comment\n####\ncode\n```\n\nEnd.'],
  ])('are not seen in %s', (_because, text) => {
    const quoted = `${text}\n\nOn July 28, 2026, Ana Ruiz wrote:\n> earlier`;
    expect(plain(quoted)).toBe(text);
  });

  it('are cut around a PGP signed text', () => {
    const text =
      '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----';
    expect(plain(text)).toBe('Hello');
  });
});

describe('HTML replies', () => {
  it.each([
    [
      'Gmail',
      '<div dir="ltr">Hola<br><br>Ana</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">El lun, 24 nov 2025 a las 18:02, Soporte (&lt;<a href="mailto:s@g.example">s@g.example</a>&gt;) escribió:<br></div><blockquote class="gmail_quote">Texto</blockquote></div>',
    ],
    [
      'Gmail in an unknown language',
      '<div>Hola<br><br>Ana</div><div class="gmail_quote"><div class="gmail_attr">xyz 24 zyx, Soporte qrs:<br></div><blockquote>Texto</blockquote></div>',
    ],
    [
      'Outlook',
      '<p class=MsoNormal>Hola</p><p>Ana</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>De:</b> Soporte &lt;s@g.example&gt;<br><b>Enviado:</b> lunes, 24 de noviembre de 2025 18:02<br><b>Para:</b> Ana<br><b>Asunto:</b> DNS</p></div><p>Texto</p>',
    ],
    [
      'Outlook on the web',
      '<div>Hola</div><div><br></div><div>Ana</div><hr><div id="divRplyFwdMsg"><b>X:</b> y</div><div>Texto</div>',
    ],
    [
      'Outlook.com',
      'Hola<div><br></div><div>Ana<br><div><hr id="stopSpelling">Date: Thu, 26 Jun 2014 13:53:45 +0400<br>Subject: DNS<br>From: s@g.example<br>To: a@b.example<br><br>Texto</div></div>',
    ],
    [
      'Apple Mail',
      'Hola<div><br></div><div>Ana</div><div><br><blockquote type="cite"><div>On 24 Nov 2025, at 18:02, Soporte &lt;s@g.example&gt; wrote:</div><br><div>Texto</div></blockquote></div>',
    ],
    [
      'Yahoo',
      '<div>Hola</div><div><br></div><div>Ana</div><div class="ydp1234yahoo_quoted"><div>En lunes, 24 de noviembre de 2025, escribió:</div>Texto</div>',
    ],
    [
      'Thunderbird',
      '<p>Hola</p><p>Ana</p><div class="moz-cite-prefix">El 24/11/25 a las 18:02, Soporte escribió:<br></div><blockquote type="cite">Texto</blockquote>',
    ],
    [
      'Mail.ru',
      '<p>Hola</p><p>Ana</p><br>Thu, 26 Jun 2014 14:00:51 +0400 от Soporte &lt;s@g.example&gt;:<br><blockquote style="border-left:1px solid #0857A6">Texto</blockquote>',
    ],
    [
      'Proton',
      '<div>Hola</div><div><br></div><div>Ana</div><div class="protonmail_quote">On Monday, Soporte wrote:<blockquote>Texto</blockquote></div>',
    ],
    [
      'a signature of Gmail',
      '<div>Hola<br><br>Ana</div>-- <br><div class="gmail_signature" data-smartmail="gmail_signature">Ana Ruiz<br>Acme</div>',
    ],
  ])('are cut at the quote: %s', (_because, html) => {
    expect(rich(html).replace(/\s+/g, ' ')).toBe('Hola Ana');
  });

  it('keep answers between quotes', () => {
    const html =
      '<div>Hola</div><div class="moz-cite-prefix">El 24/11/25 a las 18:02, Soporte escribió:</div><blockquote type="cite">¿Uno?</blockquote><p>sí</p><blockquote type="cite">¿Dos?</blockquote><p>no</p>';
    expect(
      rich(html)
        .split(/\s*\n\s*/)
        .filter(Boolean),
    ).toEqual(['Hola', '> ¿Uno?', 'sí', '> ¿Dos?', 'no']);
  });

  it('give the quote away that the plain part does not show', () => {
    const text = 'Hola\n\nxyz 24 zyx\n\nTexto';
    const html = '<div>Hola</div><div class="yahoo_quoted">xyz 24 zyx<br><br>Texto</div>';
    expect(visibleReply({ text, html })).toBe('Hola');
  });
});
