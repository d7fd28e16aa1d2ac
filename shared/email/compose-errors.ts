import { GuardiaError, InvalidInput } from '../errors/index.ts';

/** SES v1 takes 10 MB a message after encoding ("Service quotas"); the smaller reading of "MB" is safe. */
export const sesMessageBytes = 10_000_000;
/** SES takes 50 recipients a message: To, Cc and Bcc together ("SendRawEmail"). */
export const sesRecipients = 50;

/** The mail would be larger than SES takes: send its attachments as links instead. */
export class MailTooLarge extends GuardiaError {
  override readonly name = 'MailTooLarge';
  /** Bytes after encoding; a lower bound where the attachments alone are too large. */
  readonly size: number;
  readonly limit: number = sesMessageBytes;

  constructor(size: number) {
    super(
      'too-large',
      'mail-too-large',
      `The mail has ${size} bytes and may have ${sesMessageBytes}: send its attachments as links.`,
    );
    this.size = size;
  }
}

export function tooManyRecipients(count: number): InvalidInput {
  return new InvalidInput(
    `The mail has ${count} recipients and may have ${sesRecipients}: leave some of them out.`,
    [],
    'too-many-recipients',
  );
}

export function malformedAddress(path: string): InvalidInput {
  return new InvalidInput(
    'An address of the mail cannot be written in ASCII: SES would reject all recipients. Correct or leave it out.',
    [{ path, message: 'Write the address as local@domain, the part before the @ in ASCII.' }],
    'malformed-address',
  );
}
