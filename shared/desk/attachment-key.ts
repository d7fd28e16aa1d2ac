import type { AttachmentRef } from '../domain/case/mail.ts';

/**
 * Where a file is kept: one that came by mail once, under the hash of the bytes that we have seen. An upload
 * only announces its hash, which proves nothing: it has a place of its own, or whoever knows the hash of
 * another's file could have it.
 */
export function attachmentKey({ hash, uploadId }: Pick<AttachmentRef, 'hash' | 'uploadId'>): string {
  return uploadId === undefined ? `sha256/${hash}` : `uploads/${uploadId}`;
}
