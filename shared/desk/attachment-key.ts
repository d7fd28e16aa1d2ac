import type { Blobs } from '../aws/blobs.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import type { AttachmentRef } from '../domain/case/mail.ts';

/** Where the files of mails are kept, uploads, and mails under legal hold: who writes the ones may not write the others. */
export const fileFolders = { mailed: 'mailed/', uploaded: 'uploads/', held: 'held/' } as const;

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

/** Where a raw mail of an account under legal hold is kept beyond its time. */
export const heldMailKey = (rawKey: string): string => `${fileFolders.held}${rawKey}`;

/** A raw mail, or what is kept of it under legal hold; null once its time is over. */
export async function readRawMail(
  { rawMail, files }: { readonly rawMail: Pick<Blobs, 'read'>; readonly files: Pick<Blobs, 'read'> },
  rawKey: string,
): Promise<Uint8Array | null> {
  return (await rawMail.read(rawKey)) ?? (await files.read(heldMailKey(rawKey)));
}

/** The files that an entry names, and where each is kept. */
export function filesOf({ data }: Pick<TimelineEntry, 'data'>): { file: AttachmentRef; key: string }[] {
  if (!('attachments' in data)) return [];
  const rawKey = 'rawKey' in data ? data.rawKey : null;
  return data.attachments.map((file) => ({ file, key: attachmentKey(file, rawKey) }));
}
