/** Words before the colon in the header that programs put above an unquoted original, by what they mean. */
const FROM = [
  'from',
  'de',
  'von',
  'van',
  'da',
  'från',
  'fra',
  'od',
  'lähettäjä',
  'от',
  'від',
  'kimden',
  'gönderen',
  'feladó',
  '发件人',
  '寄件者',
  '寄件人',
  '差出人',
  '送信者',
  '보낸 사람',
  'expéditeur',
  'remitente',
  'mittente',
  'afzender',
  'absender',
  'avsändare',
  'από',
  'de la',
  'šalje',
  'saatja',
];
const OTHER = [
  'sent',
  'date',
  'gesendet',
  'datum',
  'enviado',
  'enviado el',
  'enviada em',
  'enviado em',
  'fecha',
  'envoyé',
  'envoyé le',
  'inviato',
  'data',
  'verzonden',
  'skickat',
  'sendt',
  'dato',
  'wysłano',
  'wysłane',
  'lähetetty',
  'päivämäärä',
  'отправлено',
  'дата',
  'надіслано',
  'gönderildi',
  'gönderme tarihi',
  'tarih',
  'odesláno',
  'odoslané',
  'dátum',
  '发送时间',
  '发送日期',
  '日期',
  '寄件日期',
  '傳送時間',
  '送信日時',
  '日時',
  '보낸 날짜',
  '날짜',
  'sent at',
  'elküldve',
  'στάλθηκε',
  'ημερομηνία',
  'προς',
  'θέμα',
  'trimis',
  'către',
  'subiect',
  'enviat',
  'enviat el',
  'per a',
  'assumpte',
  'to',
  'para',
  'an',
  'à',
  'a',
  'aan',
  'till',
  'til',
  'do',
  'pro',
  'komu',
  'vastaanottaja',
  'кому',
  'kime',
  '收件人',
  '收件者',
  '宛先',
  '받는 사람',
  'destinataire',
  'destinatario',
  'címzett',
  'cc',
  'bcc',
  'copia',
  'kopie',
  'kopia',
  'kopi',
  'kopio',
  'dw',
  'копия',
  'copie',
  'cci',
  '抄送',
  '副本',
  'bilgi',
  'subject',
  'asunto',
  'betreff',
  'objet',
  'oggetto',
  'onderwerp',
  'ämne',
  'emne',
  'temat',
  'assunto',
  'aihe',
  'тема',
  'konu',
  'předmět',
  'predmet',
  '主题',
  '主旨',
  '主題',
  '件名',
  '제목',
  'tárgy',
  'reply-to',
  'répondre à',
  'responder a',
  'antwort an',
  'risposta',
  'beantwoorden - aan',
  'responder para',
  'importance',
  'wichtigkeit',
  'importancia',
  'priority',
  'organization',
  'attachments',
  'anlagen',
];
const FROM_WORDS = new Set(FROM);
const WORDS = new Set([...FROM, ...OTHER]);
const LINE = /^[\s>*_]{0,12}([\p{L}][\p{L} -]{0,30}?)[\s*_]{0,4}[:：](.*)$/u;
const WINDOW = 6;

/** `*Von:* Ana` is a header line; `Nota: mañana` is not. */
export function isMailHeader(line: string): boolean {
  return headerWord(line) !== null;
}

function headerWord(line: string): string | null {
  const match = LINE.exec(line);
  const word = (match?.[1] ?? '').trim().toLowerCase();
  return match && WORDS.has(word) && (match[2] ?? '').replace(/[\s*_]+/g, '') !== '' ? word : null;
}

function startsSmall(line: string): boolean {
  const first = line.replace(/^[\s>*_]{0,12}/, '').charAt(0);
  return first !== first.toUpperCase();
}

/** A header of a kind that no program puts above an original: somebody pasted a whole header or a request. */
const PASTED =
  /^\s{0,8}(?:return-path|received|delivered-to|message-id|mime-version|content-[a-z-]{1,40}|dkim-[a-z-]{1,40}|arc-[a-z-]{1,40}|authentication-results|received-spf|x-[\w-]{1,60}|user-agent|host|accept|authorization|list-[a-z-]{1,40}|references|in-reply-to)\s?:/i;
const TIME = /\d{1,2}[:.h]\d\d|\d{1,2} ?[ap]\.?m\b|\d{1,2}\s?[点時时시]/i;
/** Words that a list of hosts or days does not have. */
const OF_MAIL = new Set([
  'sent',
  'gesendet',
  'enviado',
  'enviado el',
  'enviada em',
  'envoyé',
  'inviato',
  'verzonden',
  'skickat',
  'sendt',
  'wysłano',
  'отправлено',
  '发送时间',
  '送信日時',
  'subject',
  'asunto',
  'betreff',
  'objet',
  'oggetto',
  'onderwerp',
  'ämne',
  'emne',
  'temat',
  'assunto',
  'aihe',
  'тема',
  'konu',
  'předmět',
  'predmet',
  '主题',
  '主旨',
  '主題',
  '件名',
  '제목',
  'tárgy',
  'θέμα',
  'subiect',
  'assumpte',
]);

/**
 * Whether a mail header begins at `start`: the sender's line and another one, or three of any, within a
 * few lines because long values wrap. One line alone counts if it is a sender with an address. Somewhere
 * there must be an address, a time of day or a topic: `From: mx1` over `To: mx2` is a person's wish.
 */
export function startsMailHeader(lines: readonly string[], start: number): boolean {
  const first = lines[start] ?? '';
  const word = headerWord(first);
  if (word === null || isPasted(lines, start)) return false;
  let count = 0;
  let sender = false;
  let small = true;
  let ofMail = false;
  for (const line of lines.slice(start, start + WINDOW)) {
    const found = headerWord(line);
    if (found === null) {
      if (line.trim() === '' && count > 0) break;
      continue;
    }
    count++;
    sender ||= FROM_WORDS.has(found);
    small &&= startsSmall(line);
    ofMail ||= /[^\s<>@]@[^\s<>@]/.test(line) || TIME.test(line) || OF_MAIL.has(found);
  }
  // Programs write these words with capitals: `from: eth0` over `to: eth1` is a person's list.
  if (small) return count >= 4;
  if (ofMail && sender && count >= 2) return true;
  if (ofMail && count >= 3) return true;
  if (ofMail && count === 2 && /\d{4}/.test(first)) return true;
  const next = (lines[start + 1] ?? '').trim();
  return (
    FROM_WORDS.has(word) &&
    (next === '' || headerWord(next) !== null) &&
    /[<[(]?(?:mailto:)?[^\s<>@]{1,100}@[^\s<>@]{1,150}[>\])]?\s*$/.test(first)
  );
}

/** Whether the lines directly above belong to a header as it travels rather than as programs quote it. */
function isPasted(lines: readonly string[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - WINDOW); at--) {
    const line = lines[at] ?? '';
    if (PASTED.test(line)) return true;
    if (headerWord(line) === null) return false;
  }
  return false;
}
