export { domainOf } from './mime/addresses.ts';
export { normaliseMessageId, sesIdOf } from './mime/message-ids.ts';
export { parseMessage } from './parse-message.ts';
export type { Address, Attachment, HeaderField, ParsedMessage } from './types.ts';
