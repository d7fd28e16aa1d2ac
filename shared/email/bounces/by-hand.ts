import { headerText } from '../header-view.ts';
import { isSentByAClient } from '../mail-client.ts';
import type { ParsedMessage } from '../types.ts';
import { divideReport } from './report-text.ts';

/** How people begin; a server says at once who it is ("Hi. This is the qmail-send program"). */
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|buen[oa]s(?: d[ií]as| tardes| noches)?|estimad[oa]s?|ol[áa]|bom dia|boa tarde|prezad[oa]s?|bonjour|bonsoir|salut|madame|hallo|guten (?:tag|morgen|abend)|moin|sehr geehrte|liebe[rs]?|buongiorno|ciao|salve|gentil[ei]|goedemorgen|goedemiddag|beste|geachte|dzień dobry|cześć|szanowni|здравствуйте|добрый день|お世話になって|您好|你好)(?![\p{L}\p{N}])(?!.{0,60}\bthis is (?:the|an|a)\b)/iu;
/** How people end. */
const SIGN_OFF =
  /^(?:(?:best|kind|warm|many)? ?regards|best|cheers|thanks|thank you|many thanks|sincerely|yours(?: sincerely| faithfully)?|(?:un |muchos )?saludos?(?: cordiales?)?|(?:muchas )?gracias|atentamente|(?:mit )?freundlichen? grüßen?|(?:mit )?freundlichen gruessen|viele grüße|gruß|lg|mfg|cordialement|bien à vous|merci|cordiali saluti|distinti saluti|grazie|met vriendelijke groet(?:en)?|groeten?|atenciosamente|obrigad[oa]|abraços|pozdrawiam|с уважением|спасибо|よろしくお願い.{0,12})[\s,.!-]{0,5}$/iu;
const LINES_LOOKED_AT = 200;

/** Whether a person wrote it: a program for people sent it, or it greets or takes its leave as people do. */
export function isWrittenByHand(message: ParsedMessage): boolean {
  if (/^auto-/.test(headerText(message, 'auto-submitted'))) return false;
  if (isSentByAClient(message)) return true;
  const lines = divideReport(message.text)
    .report.split('\n', LINES_LOOKED_AT)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line.length <= 120);
  const first = lines[0] ?? '';
  return (GREETING.test(first) && !/^hi[.!,]?\s*$/i.test(first)) || lines.some((line) => SIGN_OFF.test(line));
}
