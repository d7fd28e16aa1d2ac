import type * as z from 'zod';
import type { Blobs } from '../aws/blobs.ts';
import type { SignedUrls } from '../aws/signed-urls.ts';
import type { caseRoutes } from '../contracts/api/cases.ts';
import { maySeeEntry } from '../domain/access/policy.ts';
import type { Principal } from '../domain/access/principal.ts';
import { NotFound } from '../errors/index.ts';
import { filesOf, heldMailKey } from './attachment-key.ts';
import { readCase } from './commands.ts';
import type { Desk } from './desk.ts';

export interface OriginalDesk extends Desk {
  readonly rawMail: Pick<Blobs, 'read'>;
  readonly files: Pick<Blobs, 'read'>;
  /** Addresses of the attachments' bucket. */
  readonly signedUrls: Pick<SignedUrls, 'download'>;
  /** Addresses of the raw mails' bucket. */
  readonly rawUrls: Pick<SignedUrls, 'download'>;
}

type Original = z.input<typeof caseRoutes.readOriginal.answer>;

/** What the customer's side sees of a mail's header; the way that it took is the desk's. */
const shownHeaders = new Set(['from', 'to', 'cc', 'reply-to', 'date', 'subject', 'message-id']);

/**
 * A whole message as it came in, made safe to show: no script, no form, and nothing fetched from elsewhere
 * unless the reader asks for it. The bytes themselves are the desk's alone.
 *
 * @throws NotFound
 */
export async function readOriginal(
  desk: OriginalDesk,
  principal: Principal,
  asked: { readonly caseId: string; readonly seq: string; readonly remoteContent: 'blocked' | 'allowed' },
): Promise<Original> {
  const of = await readCase(desk, principal, asked.caseId);
  const seq = /^\d{1,7}$/.test(asked.seq) ? Number(asked.seq) : 0;
  const entry = await desk.cases.entry(of.caseId, seq);
  if (entry?.type !== 'message.received' || !maySeeEntry(principal, entry)) {
    throw new NotFound('message', asked.seq);
  }
  const { rawKey, text } = entry.data;
  if (rawKey === null) {
    return { text, html: null, headers: [], blockedRemoteContent: false, imagesFrom: null, rawUrl: null };
  }
  const current = await desk.rawMail.read(rawKey);
  const raw = current ?? (await desk.files.read(heldMailKey(rawKey)));
  if (raw === null) throw new NotFound('original of message', asked.seq);
  // Loaded at the first original: with the reader and the sanitiser a cold start would take twice as long.
  const { hasRemoteContent, parseMessage, sanitizeHtml } = await import('../email/index.ts');
  const message = await parseMessage(raw);
  const isDesk = principal.accountId === null;
  // What waits in quarantine is not unpacked: an image in it has no address.
  const images =
    of.status === 'quarantined' ? new Map<string, string>() : await inlineImages(desk, filesOf(entry));
  const { remoteContent } = asked;
  const [image] = images.values();
  const file = { name: `${of.number}-${seq}.eml`, contentType: 'message/rfc822', inline: false };
  return {
    text: message.text,
    html:
      message.html === null
        ? null
        : sanitizeHtml(message.html, { remoteContent, inlineUrl: (id) => images.get(id) ?? null }),
    headers: message.headers
      .filter(({ name }) => isDesk || shownHeaders.has(name))
      .map(({ name, value }) => ({ name, value })),
    blockedRemoteContent:
      remoteContent === 'blocked' && message.html !== null && hasRemoteContent(message.html),
    imagesFrom: image === undefined ? null : new URL(image).origin,
    rawUrl: isDesk
      ? await (current === null
          ? desk.signedUrls.download(heldMailKey(rawKey), file)
          : desk.rawUrls.download(rawKey, file))
      : null,
  };
}

/** The addresses of the images that the HTML shows, by Content-ID. */
async function inlineImages(
  { signedUrls }: OriginalDesk,
  files: ReturnType<typeof filesOf>,
): Promise<Map<string, string>> {
  const signed = files.flatMap(({ file, key }) => {
    const { contentId } = file;
    if (contentId === null) return [];
    const shown = { ...file, inline: true };
    return [signedUrls.download(key, shown).then((url): [string, string] => [contentId, url])];
  });
  return new Map(await Promise.all(signed));
}
