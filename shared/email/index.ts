export { classifyAutomatic } from './automatic/classify.ts';
export { readBounces } from './bounces/read.ts';
export { hasRemoteContent, type SanitizeOptions, sanitizeHtml } from './html/sanitize.ts';
export { guessLanguage, type Language } from './language.ts';
export { domainOf } from './mime/addresses.ts';
export { normaliseMessageId, sesIdOf } from './mime/message-ids.ts';
export { parseMessage } from './parse-message.ts';
export { visibleReply } from './reply/visible-reply.ts';
export type { Address, Attachment, AutomaticReason, Bounce, HeaderField, ParsedMessage } from './types.ts';
