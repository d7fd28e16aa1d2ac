/**
 * Bounds on the work that one hostile message can cause. Every loop over input in this module is
 * linear in its input and its input is capped by one of these; what is cut is named in `problems` and
 * stays readable in the raw mail, which is kept before any parsing.
 */
export const limits = {
  /** SES accepts inbound mail up to 40 MB; anything longer did not come through it. */
  messageBytes: 40 * 1024 * 1024,
  /** One header section. Real ones stay under 64 KB even after ten hops with ARC seals. */
  headerBytes: 512 * 1024,
  /** Fields in one header section: a "Received" bomb must not become a hundred thousand objects. */
  headerFields: 2_000,
  /** One decoded field value: a subject or address list of 64 KB is nobody's. */
  fieldChars: 64 * 1024,
  /** Multiparts inside multiparts. Mail programs nest four deep; list and gateway footers add a few. */
  partDepth: 24,
  /** Parts of a message: the rest of a 10,000 part mail is left in the raw mail. */
  parts: 1_000,
  /** RFC 2046 allows 70 characters; some gateways write longer ones. */
  boundaryChars: 256,
  /** Addresses read from one field. */
  addresses: 1_000,
  /** Ids read from `References`: the longest real threads hold some hundreds. */
  messageIds: 1_000,
  /** Decoded text or HTML that is kept for display and search; more is in the raw mail. */
  textChars: 500_000,
  /** HTML elements left open inside each other; newsletters with tables in tables reach about 60. */
  htmlDepth: 256,
  /** Tags of a document: more are no mail's, and each costs a parser's step. */
  htmlTags: 200_000,
  /** Lines looked at for quotes and signatures; a longer text is shown whole. */
  replyLines: 20_000,
  /** Characters of one line that patterns are tried on; no attribution or separator is longer. */
  replyLineChars: 1_000,
  /** Lines of a delivery report in words that are searched for recipients: its own words come first. */
  reportLines: 2_000,
  /** Recipients read from one delivery report. */
  bounces: 500,
  /** Attributes read from one winmail.dat. */
  tnefAttributes: 5_000,
  /** Decompressed size of a winmail.dat body: its compression reaches 1:17 at most, real ones 1:5. */
  tnefBodyBytes: 4 * 1024 * 1024,
} as const;
