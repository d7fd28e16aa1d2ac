import type { TimelineEntry } from '../domain/case/events.ts';
import type { AttachmentRef } from '../domain/case/mail.ts';

/** Where the files of mails are kept, and where uploads are: who writes the ones may not write the others. */
export const fileFolders = { mailed: 'mailed/', uploaded: 'uploads/' } as const;

/**
 * Where a file is kept: one that came by mail under its mail and the hash of its bytes, an upload in a place of
 * its own, because the hash that it announces proves nothing. No two people share a file, so that it goes with
 * whoever sent it, and nothing of anybody else can come to refer to it meanwhile.
 *
 * @param rawKey the raw mail that brought it; null for uploads
 */
export function attachmentKey(
  { hash, uploadId }: Pick<AttachmentRef, 'hash' | 'uploadId'>,
  rawKey: string | null,
): string {
  return uploadId === undefined
    ? `${fileFolders.mailed}${rawKey}/${hash}`
    : `${fileFolders.uploaded}${uploadId}`;
}

/** The files that an entry names, and where each is kept. */
export function filesOf({ data }: Pick<TimelineEntry, 'data'>): { file: AttachmentRef; key: string }[] {
  if (!('attachments' in data)) return [];
  const rawKey = 'rawKey' in data ? data.rawKey : null;
  return data.attachments.map((file) => ({ file, key: attachmentKey(file, rawKey) }));
}
