import { keys } from '../aws/keys.ts';
import { type SignedUrls, signedSeconds } from '../aws/signed-urls.ts';
import type { Uploads } from '../aws/uploads.ts';
import { maySeeEntry } from '../domain/access/policy.ts';
import { type Principal, principalKey } from '../domain/access/principal.ts';
import type { AttachmentRef } from '../domain/case/mail.ts';
import { attachmentBytes, judgeAttachment } from '../domain/mail/attachments.ts';
import { GuardiaError, InvalidInput, NotFound } from '../errors/index.ts';
import { attachmentKey, filesOf } from './attachment-key.ts';
import { readCase } from './commands.ts';
import type { Desk } from './desk.ts';
import { idFor } from './ids.ts';

interface FileDesk extends Desk {
  readonly uploads: Uploads;
  readonly signedUrls: SignedUrls;
}

interface Announced {
  readonly name: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** For how long an uploaded file may be sent along with a message, in seconds. */
const usableSeconds = 24 * 60 * 60;

/**
 * An address to upload one file to: it takes exactly the bytes that were announced. The same command gives
 * another address of the same upload.
 *
 * @throws GuardiaError `too-large` | InvalidInput for a type that the desk keeps out
 */
export async function announceUpload(
  desk: FileDesk,
  principal: Principal,
  { name, contentType, size, sha256 }: Announced,
  commandKey: string | null,
) {
  const refusal = judgeAttachment({ name, contentType, size });
  if (refusal === 'too-large') {
    const limit = attachmentBytes / 1024 / 1024;
    throw new GuardiaError('too-large', 'attachment-too-large', `A file may have ${limit} MB at most.`);
  }
  if (refusal !== null) {
    throw new InvalidInput('Programs and scripts are not taken.', [
      { path: 'name', message: 'Send the file in another form, such as an archive.' },
    ]);
  }
  const now = desk.now();
  const attachmentId = idFor(commandKey, now);
  const file: AttachmentRef = {
    hash: sha256,
    uploadId: attachmentId,
    name,
    contentType,
    size,
    inline: false,
    contentId: null,
  };
  const expiresAt = Math.floor(Date.parse(now) / 1000) + usableSeconds;
  await desk.uploads.announce(
    keys.upload(attachmentId),
    { file, uploader: principalKey(principal) },
    expiresAt,
  );
  const { url, headers } = await desk.signedUrls.upload(attachmentKey(file, null), { size, sha256 });
  return { attachmentId, uploadUrl: url, headers, expiresAt: later(now) };
}

/** An address to download a file from: one that an entry of a case names, which the caller may see. @throws NotFound */
export async function downloadOf(
  desk: FileDesk,
  principal: Principal,
  asked: { readonly caseId: string; readonly seq: string; readonly hash: string },
): Promise<{ url: string; expiresAt: string }> {
  const { caseId } = await readCase(desk, principal, asked.caseId);
  const seq = /^\d{1,7}$/.test(asked.seq) ? Number(asked.seq) : 0;
  const entry = await desk.cases.entry(caseId, seq);
  const files = entry !== null && maySeeEntry(principal, entry) ? filesOf(entry) : [];
  const found = files.find(({ file }) => file.hash === asked.hash);
  if (found === undefined) throw new NotFound('attachment', asked.hash);
  return {
    url: await desk.signedUrls.download(found.key, found.file),
    expiresAt: later(desk.now()),
  };
}

function later(now: string): string {
  return new Date(Date.parse(now) + signedSeconds * 1000).toISOString();
}
