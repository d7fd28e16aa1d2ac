/** What a mail program writes of itself, before the subject that it answers. A person's "Re:" before it is no match. */
const PHRASES = [
  '(?:auto|automatic|automatisch|automated)[- ]?(?:reply|response|answer|responder)(?: from [^\\s@]{1,100}@\\S{1,150}| to your (?:message|mail|e-?mail)| message)?',
  'out[- ]of[- ](?:the[- ])?office(?: auto[- ]?reply| reply| response| message| notification)?',
  'on (?:vacation|holiday|annual leave|leave)',
  'vacation (?:auto[- ]?)?(?:reply|response|message|notification)',
  'away from (?:the office|my mail)',
  'respuesta autom[aá]tica',
  '(?:fuera|ausencia) de (?:la )?oficina',
  'ausente(?: de la oficina)?',
  'resposta autom[aáà]tica',
  'aus[eê]ncia tempor[aá]ria',
  'fora do escrit[oó]rio',
  'r[eé]ponse automatique',
  'absen(?:ce|t|te|t\\(e\\)) du bureau',
  'message d.absence',
  'automatische (?:antwort|abwesenheitsmeldung|beantwortung)',
  'abwesenheits(?:notiz|nachricht|meldung|assistent)',
  'abwesend',
  'risposta automatica',
  'fuori (?:sede|ufficio)',
  'automatisch antwoord',
  'afwezigheids(?:melding|bericht)',
  'afwezig',
  'autosvar',
  'automatiskt? svar',
  'frånvaro(?:meddelande)?',
  'fraværende',
  'ikke til stede',
  'automaattinen vastaus',
  'poissa',
  'odpowied[zź] automatyczna',
  'automatyczna odpowied[zź]',
  'autoodpowied[zź]',
  'automatick[aá] odpov[eě][dď]',
  'automatski odgovor',
  'samodejni odgovor',
  'automatikus v[aá]lasz',
  'r[aă]spuns automat',
  'αυτόματη απάντηση',
  'תשובה אוטומטית',
  'מענה אוטומטי',
  'رد تلقائي',
  'автоматический ответ',
  'автоматична відповідь',
  'автоматичен отговор',
  'автоответ',
  'otomatik yan[ıi]t',
  'trả lời tự động',
  'balasan otomatis',
  'การตอบกลับอัตโนมัติ',
  '自动(?:回复|答复)',
  '自動(?:回覆|應答|応答|返信|回复)',
  '不在通知',
  '자동 ?(?:회신|응답)',
];
/**
 * A phrase counts only where the program's own words end: "Automatische Antwort: ..." is one, "Automatische
 * Antwort funktioniert nicht" is a customer's question.
 */
const ANNOUNCED = new RegExp(
  `^\\s*(?:\\[[^[\\]]{1,30}\\]\\s?){0,2}(?:auto ?: )?[[(<【]?(?:${PHRASES.join('|')})\\s*(?:[:：;()[\\]<>【】]|(?:re|fwd?)\\b)`,
  'i',
);
const ALONE = new RegExp(`^\\s*[[(【]?(?:${PHRASES.join('|')})[\\s.!]*$`, 'i');
const IN_A_SENTENCE = [
  /^\s*(?:auto ?: )?.{1,80} (?:is|will be) out of the office(?:\.$| \(returning)/i,
  /^\s*(?:i am|i'm|i will be) (?:currently )?(?:away|out of (?:the )?office)(?: (?:until|till|from|on|returning|back)\b[^,?!-]{1,60})?[.!]?$/i,
  /^\s*(?:away|out of (?:the )?office) (?:until|till|from) [^,?!-]{1,60}$/i,
  /[[(]auto(?:matic)?[- ]?(?:reply|response)[\])]\s*$/i,
];

/**
 * Whether a subject is one that mail programs write by themselves. A subject of nothing but the phrase, or
 * one that asks, may also be a customer's, who then asks something in the text.
 */
export function isAutoReplySubject({
  subject,
  text,
}: {
  readonly subject: string;
  readonly text: string;
}): boolean {
  const asks = /[?？]/.test(text.slice(0, 2_000));
  if (asks && /[?？]\s*$/.test(subject)) return false;
  if (ANNOUNCED.test(subject) || IN_A_SENTENCE.some((shape) => shape.test(subject))) return true;
  return ALONE.test(subject) && !asks;
}
