/** Telephone numbers: read as people write them, kept as E.164, read back digit by digit. */
export { type PhoneNumber, parsePhone } from './phone.ts';
export { type ReadBack, readBack } from './read-back.ts';
