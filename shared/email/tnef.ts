import type { Attachment } from './types.ts';

/** What an Outlook rich-text container (winmail.dat, MS-OXTNEF) holds. */
export interface Tnef {
  readonly attachments: readonly Attachment[];
  readonly text: string | null;
  readonly html: string | null;
  readonly problems: readonly string[];
}

export function readTnef(_content: Uint8Array): Tnef | null {
  return null;
}
