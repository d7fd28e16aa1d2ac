import type { AttachmentRef } from '../domain/case/mail.ts';

/** Where the files of mails are kept, and where uploads are: who writes the ones may not write the others. */
export const fileFolders = { mailed: 'sha256/', uploaded: 'uploads/' } as const;

/**
 * Where a file is kept: one that came by mail once, under the hash of the bytes that we have seen. An upload
 * only announces its hash, which proves nothing: it has a place of its own, or whoever knows the hash of
 * another's file could have it.
 */
export function attachmentKey({ hash, uploadId }: Pick<AttachmentRef, 'hash' | 'uploadId'>): string {
  return uploadId === undefined ? `${fileFolders.mailed}${hash}` : `${fileFolders.uploaded}${uploadId}`;
}
