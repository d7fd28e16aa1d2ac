import { keys } from '../aws/keys.ts';
import type { Uploads } from '../aws/uploads.ts';
import { type Principal, principalKey } from '../domain/access/principal.ts';
import type { AttachmentRef } from '../domain/case/mail.ts';
import { InvalidInput } from '../errors/index.ts';

/** Files that were uploaded before, by the same person or program, ready to go with a message. @throws InvalidInput */
export async function submittedAttachments(
  uploads: Uploads,
  principal: Principal,
  attachmentIds: readonly string[],
): Promise<AttachmentRef[]> {
  const found = await Promise.all(attachmentIds.map((id) => uploads.read(keys.upload(id))));
  const missing = attachmentIds.filter((_id, index) => {
    const upload = found[index];
    return upload === null || upload === undefined || upload.uploader !== principalKey(principal);
  });
  if (missing.length > 0) {
    const fields = missing.map((id) => ({
      path: 'attachmentIds',
      message: `Upload ${id} first, then send it.`,
    }));
    throw new InvalidInput('An attachment is not there.', fields);
  }
  return found.flatMap((upload) => (upload === null ? [] : [upload.file]));
}
