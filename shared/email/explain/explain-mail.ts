import type { Verdicts } from '../../domain/case/mail.ts';
import { decideIntake } from '../../domain/mail/intake.ts';
import { classifyAutomatic } from '../automatic/classify.ts';
import { readBounces } from '../bounces/read.ts';
import { htmlToText } from '../html/to-text.ts';
import { domainOf } from '../mime/addresses.ts';
import { readMessage } from '../parse-message.ts';
import { visibleReply } from '../reply/visible-reply.ts';
import { soleSender } from '../sender.ts';
import type { Address, AutomaticReason, Bounce, ParsedMessage } from '../types.ts';

/** A whole raw message, or a body that was decoded elsewhere (UTF-8). */
export type ExplainedKind = 'message' | 'body-text' | 'body-html';

/** What Guardia sees in a mail, as one JSON object. The names are fixed: measurements read them. */
export interface Explanation {
  readonly file: string;
  readonly subject: string;
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly text: string;
  readonly reply: string;
  readonly attachments: readonly { name: string; contentType: string; size: number; inline: boolean }[];
  readonly automatic: AutomaticReason | null;
  readonly bounces: readonly Bounce[];
  readonly problems: readonly string[];
  readonly intake: IntakeForecast | null;
}

/** What intake would do, as far as the mail alone can tell: SES's verdicts and the cases are not here. */
export interface IntakeForecast {
  readonly decision: 'open-or-join' | 'keep-unanswered' | 'place-bounce' | 'quarantine';
  readonly because: string;
}

/** Explains one file's bytes. Never throws on any content. */
export function explainMail({
  file,
  kind,
  raw,
}: {
  file: string;
  kind: ExplainedKind;
  raw: Uint8Array;
}): Explanation {
  if (kind === 'message') return explainMessage(file, readMessage(raw));
  const body = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8');
  const html = kind === 'body-html' ? body : null;
  const text = html === null ? body : htmlToText(html);
  return {
    file,
    subject: '',
    from: null,
    to: [],
    messageId: null,
    inReplyTo: [],
    references: [],
    text,
    reply: visibleReply({ text: html === null ? body : '', html }),
    attachments: [],
    automatic: null,
    bounces: [],
    problems: [],
    intake: null,
  };
}

function explainMessage(file: string, message: ParsedMessage): Explanation {
  const automatic = classifyAutomatic(message);
  const bounces = automatic === 'bounce' ? readBounces(message) : [];
  return {
    file,
    subject: message.subject,
    from: message.from,
    to: message.to,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    text: message.text,
    reply: visibleReply(message),
    attachments: message.attachments.map(({ name, contentType, size, inline }) => ({
      name,
      contentType,
      size,
      inline,
    })),
    automatic,
    bounces,
    problems: message.problems,
    intake: forecast(message, automatic, bounces),
  };
}

/**
 * What `decideIntake` decides when SES finds nothing wrong and the sender's domain is a customer's: the best that
 * can become of this mail. Where even that is quarantine, it is the mail's own doing.
 */
function forecast(
  message: ParsedMessage,
  automatic: AutomaticReason | null,
  bounces: readonly Bounce[],
): IntakeForecast {
  if (automatic === 'bounce') return { decision: 'place-bounce', because: becauseOfBounce(bounces) };
  const from = soleSender(message);
  const domain = domainOf(from ?? '');
  const decided = decideIntake({
    from,
    spfAligned: true,
    supportAddress: '',
    verdicts: nothingWrong,
    automatic,
    owner: null,
    domainAccountId: domain,
    claims: [],
  });
  if (decided.kind === 'quarantine' && decided.reason === 'automatic') {
    return {
      decision: 'keep-unanswered',
      because: `kept on the timeline of the case it belongs to, or in quarantine if there is none; never answered: ${automatic}`,
    };
  }
  if (decided.kind !== 'open') {
    const senders =
      message.fromAll.length > 1
        ? 'it names more than one sender'
        : 'it names no sender whom SES could authenticate';
    return { decision: 'quarantine', because: senders };
  }
  const thread =
    message.references.length + message.inReplyTo.length > 0
      ? 'the case that its thread or token names'
      : 'the case that its token names';
  const unanswered = automatic === null ? '' : `; never answered: ${automatic}`;
  return {
    decision: 'open-or-join',
    because: `joins ${thread}, else opens one, if SES authenticates ${domain} and the sender is known; waits in quarantine if not${unanswered}`,
  };
}

const nothingWrong: Verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };

function becauseOfBounce(bounces: readonly Bounce[]): string {
  const id = bounces.find((bounce) => bounce.originalMessageId !== null)?.originalMessageId;
  const where =
    id === undefined
      ? 'it names no original mail: placed by its token, or in quarantine'
      : `placed on the case that sent ${id}`;
  const dead = bounces.filter((bounce) => bounce.permanent).map((bounce) => bounce.recipient);
  return dead.length === 0
    ? `a delivery report; ${where}; no address is flagged`
    : `a delivery report; ${where}; flags ${dead.join(', ')} as dead`;
}
