import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Blobs } from '../../aws/blobs.ts';
import type { CaseLists } from '../../aws/case-lists.ts';
import type { ExportStore } from '../../aws/export-store.ts';
import { filesOf, readRawMail } from '../attachment-key.ts';
import type { Desk } from '../desk.ts';
import { wholeTimeline } from '../whole-timeline.ts';
import { accountCases } from './account-cases.ts';
import { exportEnding } from './export-key.ts';
import { forgottenAt } from './requests.ts';
import { tarEnd, tarEntry } from './tar.ts';

export interface ExportingDesk extends Pick<Desk, 'cases' | 'directory' | 'now'> {
  readonly lists: CaseLists;
  readonly exports: ExportStore;
  readonly rawMail: Pick<Blobs, 'read'>;
  /** The files of mails, and uploads. */
  readonly files: Pick<Blobs, 'read'>;
  /** Keeps an object of unknown size as it comes. */
  readonly archive: { readonly write: (key: string, body: Readable) => Promise<void> };
}

/**
 * Writes an account's data as one archive: `account.json`, `contacts.json`, each case with its timeline in
 * `cases/NUMBER.json`, each mail as it came in, in `mail/NUMBER-SEQ.eml`, and each other file in `files/NUMBER-SEQ`
 * under its hash and name. An export that is done is left as it is.
 */
export async function exportAccount(
  desk: ExportingDesk,
  { accountId, exportId }: { accountId: string; exportId: string },
): Promise<void> {
  const of = await desk.exports.read(accountId, exportId);
  if (of === null || of.state === 'done') return;
  const objectKey = `${accountId}/${exportId}${exportEnding}`;
  const expiresAt = forgottenAt(of.requestedAt);
  try {
    const archive = Readable.from(entriesOf(desk, accountId)).pipe(createGzip());
    await desk.archive.write(objectKey, archive);
    await desk.exports.put({ ...of, state: 'done', objectKey }, expiresAt);
  } catch (error) {
    await desk.exports.put({ ...of, state: 'failed' }, expiresAt);
    throw error;
  }
}

async function* entriesOf(desk: ExportingDesk, accountId: string): AsyncGenerator<Uint8Array> {
  const at = desk.now();
  const json = (name: string, value: unknown) =>
    tarEntry(name, Buffer.from(JSON.stringify(value, null, 2)), at);
  yield json('account.json', await desk.directory.account(accountId));
  yield json('contacts.json', await desk.directory.contacts(accountId));
  const written = new Set<string>();
  for await (const { caseId } of accountCases(desk, accountId)) {
    if (written.has(caseId)) continue;
    written.add(caseId);
    const of = await desk.cases.read(caseId);
    if (of === null) continue;
    const timeline = await wholeTimeline(desk, caseId);
    yield json(`cases/${of.number}.json`, { ...of, timeline });
    for (const entry of timeline) {
      const rawKey = entry.type === 'message.received' ? entry.data.rawKey : null;
      const raw = rawKey === null ? null : await readRawMail(desk, rawKey);
      if (raw !== null) yield tarEntry(`mail/${of.number}-${entry.seq}.eml`, raw, entry.at);
      for (const { file, key } of filesOf(entry)) {
        // The mail itself holds its own files, as long as it is kept.
        const content = raw === null || file.uploadId !== undefined ? await desk.files.read(key) : null;
        const name = `files/${of.number}-${entry.seq}/${file.hash.slice(0, 12)}-${plainName(file.name)}`;
        if (content !== null) yield tarEntry(name, content, entry.at);
      }
    }
  }
  yield tarEnd;
}

/** A name that every archive program unpacks in its place: its end, because that says what kind of file it is. */
const plainName = (name: string): string => name.replace(/[^A-Za-z0-9._-]/g, '_').slice(-40);
