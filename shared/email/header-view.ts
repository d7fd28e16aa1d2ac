import type { ParsedMessage } from './types.ts';

/** The first value of a field, trimmed and in lower case; '' when the message has none. */
export function headerText(message: ParsedMessage, name: string): string {
  const field = message.headers.find((candidate) => candidate.name === name);
  return field === undefined ? '' : field.value.trim().toLowerCase();
}

/** All values of a field, trimmed and in lower case: who adds a second one means it too. */
export function headerTexts(message: ParsedMessage, name: string): string[] {
  return message.headers
    .filter((candidate) => candidate.name === name)
    .map(({ value }) => value.trim().toLowerCase());
}

export function hasHeader(message: ParsedMessage, name: string): boolean {
  return message.headers.some((field) => field.name === name && field.value.trim() !== '');
}

/** Whether the envelope sender was empty (`<>`): the mark of every report that must never be answered. */
export function hasNullSender(message: ParsedMessage): boolean {
  return message.headers.some((field) => field.name === 'return-path' && /^<\s*>$/.test(field.value.trim()));
}

/** The media type of the whole message with its parameters, in lower case. */
export function contentTypeText(message: ParsedMessage): string {
  return headerText(message, 'content-type').replace(/\s+/g, ' ');
}
