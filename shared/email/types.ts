/** A mailbox as written in a header field. `address` may lack a domain ("MAILER-DAEMON"). */
export interface Address {
  readonly name: string;
  readonly address: string;
}

/** One field of the message header, in the order of the message, its name in lower case. */
export interface HeaderField {
  readonly name: string;
  /** Unfolded, with encoded words (RFC 2047) and raw 8-bit text decoded. */
  readonly value: string;
}

export interface Attachment {
  readonly name: string;
  /** Media type in lower case without parameters, as the sender claims it. */
  readonly contentType: string;
  /** Bytes of `content`. */
  readonly size: number;
  /** Shown inside the text (an image that the HTML refers to) rather than beside it. */
  readonly inline: boolean;
  /** Without `<>`, or null. */
  readonly contentId: string | null;
  readonly content: Uint8Array;
}

/** A message as a person would see it. Nothing in it is verified: every field is the sender's claim. */
export interface ParsedMessage {
  readonly subject: string;
  readonly from: Address | null;
  readonly fromAll: readonly Address[];
  readonly sender: Address | null;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** Instant in UTC with milliseconds, or null when missing or unreadable. */
  readonly date: string | null;
  /** Without `<>`. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  /** Oldest first, as the sender wrote them. */
  readonly references: readonly string[];
  readonly headers: readonly HeaderField[];
  /** All visible text: plain parts as they are, HTML-only parts as readable text. */
  readonly text: string;
  /** The HTML to show, not sanitised, or null when the sender sent plain text only. */
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  /** What was broken, cut or guessed, in words for an operator. */
  readonly problems: readonly string[];
}

/**
 * Why a message is not a person's own: it stays on the timeline, is never answered, and neither reopens
 * nor closes a case nor stops a clock.
 */
export type AutomaticReason =
  | 'auto-reply'
  | 'auto-generated'
  | 'mailing-list'
  | 'bulk'
  | 'challenge-response'
  | 'feedback-report'
  | 'bounce';

/** What a delivery report says of one recipient. */
export interface Bounce {
  /** In lower case. */
  readonly recipient: string;
  /** Enhanced status code (RFC 3463), `5.1.1`, or null when the report names none. */
  readonly status: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /**
   * True when the address itself is dead (no such user or host, moved, accepts no mail), so that mail to it
   * is pointless until someone corrects it. A full mailbox, a policy or a spam verdict is not permanent.
   */
  readonly permanent: boolean;
  /** The remote server's words, on one line. */
  readonly diagnostic: string;
  /** Message-ID of the mail that was not delivered, without `<>`, or null. */
  readonly originalMessageId: string | null;
}
