import { isDeadAddress } from './dead-address.ts';
import { preferredStatus, replyCodeIn, statusIn } from './status.ts';

/**
 * Whether a server's answer says that the address itself is dead. SES calls every refusal with a 5 permanent,
 * of a text that somebody's filter disliked as well: one word means one thing, whoever brings the answer.
 */
export function saysDeadAddress({
  status,
  diagnostic,
}: {
  readonly status: string | null;
  readonly diagnostic: string | null;
}): boolean {
  const words = diagnostic ?? '';
  const replyCode = replyCodeIn(words);
  return isDeadAddress({
    status: preferredStatus(status, statusIn(words), replyCode),
    replyCode,
    diagnostic: words,
    explanation: '',
    delayed: false,
    localProgram: false,
  });
}
