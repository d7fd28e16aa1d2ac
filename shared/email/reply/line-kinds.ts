import { limits } from '../limits.ts';
import { attributionLength, isAttributionWithQuote } from './attribution.ts';
import { startsMailHeader } from './mail-headers.ts';
import { startsNotesHeader } from './notes-header.ts';

/**
 * - `quote`: an earlier message's line; `attribution`: who wrote it and when; `original`: a separator or mail
 *   header after which everything is an earlier message
 * - `delimiter`: a rule or `-- `; `device`: a line that a program or phone adds
 */
export type LineKind = 'empty' | 'text' | 'quote' | 'attribution' | 'original' | 'delimiter' | 'device';

export interface Line {
  readonly text: string;
  readonly kind: LineKind;
}

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]/g;
/** Also with the initials of the quoted person, unless it is a program's prompt. */
const QUOTE = /^\s{0,8}(?:>|(?!SQL>)[A-Z]{1,3}>(?:\s|>|$)|\|(?=\s[^|]*$))/;
const DELIMITER = /^\s*(?:[-_=~#*+,—–]\s?){2,200}\s*$/;
const SEPARATOR_WORDS = new Set([
  'original message',
  'original mail',
  'original e-mail',
  'reply message',
  'forwarded message',
  'original appointment',
  'mensaje original',
  'mensaje reenviado',
  'mensaje de respuesta',
  'correo original',
  'mensagem original',
  'mensagem encaminhada',
  "message d'origine",
  'message d’origine',
  'message original',
  'message transféré',
  'message initial',
  'ursprüngliche nachricht',
  'originalnachricht',
  'original-nachricht',
  'original nachricht',
  'weitergeleitete nachricht',
  'antwort nachricht',
  'ursprüngliche mail',
  'messaggio originale',
  'messaggio inoltrato',
  'oorspronkelijk bericht',
  'origineel bericht',
  'doorgestuurd bericht',
  'oprindelig meddelelse',
  'oprindelig besked',
  'original besked',
  'videresendt meddelelse',
  'opprinnelig melding',
  'videresendt melding',
  'ursprungligt meddelande',
  'originalmeddelande',
  'vidarebefordrat meddelande',
  'alkuperäinen viesti',
  'välitetty viesti',
  'wiadomość oryginalna',
  'oryginalna wiadomość',
  'wiadomość przekazana',
  'wiadomość przesłana dalej',
  'původní zpráva',
  'přeposlaná zpráva',
  'pôvodná správa',
  'исходное сообщение',
  'оригинальное сообщение',
  'пересылаемое сообщение',
  'перенаправленное сообщение',
  'orijinal mesaj',
  'özgün ileti',
  'iletilen mesaj',
  '元のメッセージ',
  '転送メッセージ',
  '原始邮件',
  '原始郵件',
  '转发邮件',
  '转发的邮件',
  '轉寄郵件',
  '邮件原件',
  '원본 메시지',
  '전달된 메시지',
]);
const FORWARD_START =
  /^\s*(?:begin forwarded message|inicio del mensaje reenviado|début du message (?:réexpédié|transféré)|anfang der weitergeleiteten (?:nachricht|e-mail)|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reencaminhada)|begin doorgestuurd bericht|vidarebefordrat brev|videresendt mail)\s?[:：]/i;
/** Where other desks ask for the answer to be written: what is below is theirs. */
const REPLY_ABOVE =
  /^[\s>*#=_-]{0,20}(?:please )?(?:type|write|enter|reply|respond|répond|escrib|respond|antwort|schreib|bitte|por favor|veuillez)[^\n]{0,60}(?:above|encima|over|oberhalb|über|au-dessus|acima)[^\n]{0,30}(?:line|línea|linea|zeile|ligne|linha)[\s*#=_-]{0,20}$/i;
const DEVICE = new RegExp(
  `^\\s*[(<\\[*_]{0,3}(?:${[
    'sent (?:from|via|with|by|using) (?!mistake|accident|error).{1,120}',
    '\\S{1,40} from mobile',
    'from my [^,.:;]{0,20}(?:iphone|ipad|ipod|phone|android|mobile|cell|berry|galaxy|tablet|device)(?: \\d\\w{0,4})?',
    '(?:get|download|obtenha|obtener|obter|obtenir|ottieni|scarica|pobierz|hämta|hent|få|hanki|lataa|скачать|скачайте|загрузите|завантажити|stáhnout|získat|получить)(?: (?:o|program|el|la|den))? \\[?outlook\\b.{0,120}',
    '(?:获取|取得|下载|下載|獲取).{0,30}outlook.{0,40}',
    'outlook (?:voor|für|for|till|til) .{1,40}(?:downloaden|herunterladen|beziehen|を入手|を取得)',
    '.{0,30}outlook.{0,30}(?:を入手|を取得|をダウンロード|다운로드|받기)',
    'enviado (?:desde|con|a través de|do|pelo|da|via|por) .{1,120}',
    'envoyé (?:de|depuis|à partir|avec|par) .{1,120}',
    'télécharge[rz] outlook .{1,120}',
    'von mein(?:em)?(?:/\\S{1,10})? .{1,120} gesendet.{0,40}',
    'diese nachricht wurde von .{1,120} gesendet.{0,5}',
    'gesendet (?:von|mit|via|über) .{1,120}',
    'outlook für (?:android|ios).{0,120}',
    'inviato (?:da|dal|con|dall.) ?.{1,120}',
    'verzonden (?:met|vanaf|via|vanuit) .{1,120}',
    'verstuurd (?:met|vanaf|via|vanuit) .{1,120}',
    'sendt (?:fra|med|via) .{1,120}',
    'skickat från .{1,120}',
    'från min .{1,60}',
    'lähetetty .{1,120}',
    'wysłane? (?:z|ze|przy|za) .{1,120}',
    'odesláno z[e]? .{1,120}',
    'enviat (?:des de|des del|amb|via) .{1,120}',
    'trimis (?:de pe|din) .{1,120}',
    'küldve .{1,120}',
    'στάλθηκε από .{1,120}',
    'отправлено (?:с|из) .{1,120}',
    '.{1,30}(?:dan|den|ımdan|imden) gönderildi',
    '(?:從|从|發自|发自).{1,60}(?:傳送|传送|发送|發送)?',
    '.{1,40}から送信',
    '.{1,40}에서 보냄',
    '나의 .{1,40}에서 보냄',
    'ᐧ',
  ].join('|')})[)>\\]*_.!]{0,5}\\s*$`,
  'i',
);
const DEVICE_NAMES =
  /iphone|iphonu|ipad|ipod|android|mobil|phone|blackberry|samsung|galaxy|outlook|mail|windows|cell|device|tablet|handy|smartphone|nokia|huawei|xiaomi|proton|airmail|yahoo|gmail|thunderbird|ti-\d|teléfono|móvil|celular|portable|telefon|telefoon|スマートフォン|手机|手機/i;
const LONGEST_DEVICE_LINE = 160;
const LONGEST_SEPARATOR = 200;

/**
 * Tells for each line what it is. Between code fences everything is the writer's own text, and in a `first`
 * mail the header of another one is what he asks about.
 */
export function classifyLines(source: readonly string[], first = false): Line[] {
  const lines = source.map((line) => line.replace(INVISIBLE, ''));
  const kinds: Line[] = [];
  const lastFence = lines.findLastIndex((line) => line.trim() === '```');
  let fenced = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const text = source[at] ?? '';
    if (/^```/.test(line.trim())) fenced = !fenced && at < lastFence;
    if (fenced) {
      kinds.push({ text, kind: 'text' });
      continue;
    }
    const attribution = line.length <= limits.replyLineChars ? attributionLength(lines, at, first) : 0;
    if (attribution > 0 && !QUOTE.test(line)) {
      for (let offset = 0; offset < attribution; offset++)
        kinds.push({ text: source[at + offset] ?? '', kind: 'attribution' });
      at += attribution - 1;
      continue;
    }
    kinds.push({ text, kind: kindOf(lines, at, first) });
  }
  return kinds;
}

function kindOf(lines: readonly string[], at: number, first: boolean): LineKind {
  const line = lines[at] ?? '';
  if (line.trim() === '') return 'empty';
  if (line.length > limits.replyLineChars) return QUOTE.test(line) ? 'quote' : 'text';
  if (QUOTE.test(line)) return 'quote';
  if (DELIMITER.test(line)) return 'delimiter';
  if (isSeparator(line) || isAttributionWithQuote(line)) return 'original';
  if (isDeviceLine(line)) return 'device';
  return !first && (startsMailHeader(lines, at) || startsNotesHeader(lines, at)) ? 'original' : 'text';
}

/** `-----Original Message-----` in whatever language and with however many dashes. */
function isSeparator(line: string): boolean {
  if (FORWARD_START.test(line) || REPLY_ABOVE.test(line)) return true;
  if (line.length > LONGEST_SEPARATOR || !/^[\s>*]*[-_=]/.test(line)) return false;
  // QQ's, told from an item of a list by its dashes.
  if (/^-{5,40} ?original ?-{5,40}$/i.test(line.trim())) return true;
  return SEPARATOR_WORDS.has(
    line
      .replace(/^[\s>*_=-]+|[\s>*_=:-]+$/g, '')
      .replace(/\s+/g, ' ')
      .toLowerCase(),
  );
}

function isDeviceLine(line: string): boolean {
  const plain = line
    .replace(/\[([^[\]]{1,100})\]\([^()]{1,300}\)/g, '$1')
    .replace(/<?https?:\/\/[^\s<>]{1,300}>?/g, '')
    .trim();
  if (plain.length > LONGEST_DEVICE_LINE || !DEVICE.test(plain)) return false;
  // `Sent via API: 10.000` counts something.
  if (/[:=]\s{0,3}\d[\d.,]{0,12}\s?%?$/.test(plain)) return false;
  return DEVICE_NAMES.test(plain) || /^\W*sent (?:from|via|with|by)\b/i.test(plain);
}
