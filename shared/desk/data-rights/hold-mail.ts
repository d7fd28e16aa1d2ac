import type { Blobs } from '../../aws/blobs.ts';
import type { CaseLists } from '../../aws/case-lists.ts';
import type { ObjectRemover } from '../../aws/object-remover.ts';
import { heldMailKey } from '../attachment-key.ts';
import type { Desk } from '../desk.ts';
import { wholeTimeline } from '../whole-timeline.ts';
import { accountCases } from './account-cases.ts';

export interface HoldingDesk extends Pick<Desk, 'cases' | 'directory' | 'now'> {
  readonly lists: CaseLists;
  readonly rawMail: Pick<Blobs, 'read'>;
  /** Where nothing expires. */
  readonly files: Pick<Blobs, 'writeOnce'> & ObjectRemover;
}

/** Six runs of the day may fail before a mail is missed; it is kept for 30 days at least in any case. */
const recentDays = 7;

/**
 * Copies the raw mails of an account under legal hold to where nothing expires; takes the copies away once it is
 * lifted. What stands now decides, not who asked: run again, or twice at once, it ends as the account is.
 *
 * @param changedSince only cases changed since then, as an instant
 * @returns how many mails were looked after
 */
export async function holdMail(
  desk: HoldingDesk,
  { accountId, changedSince }: { accountId: string; changedSince?: string },
): Promise<number> {
  const isHeld = async () => (await desk.directory.account(accountId))?.legalHold ?? false;
  for (let held = await isHeld(); ; ) {
    let mails = 0;
    for await (const { caseId } of accountCases(desk, accountId, changedSince)) {
      const rawKeys = (await wholeTimeline(desk, caseId)).flatMap((entry) =>
        entry.type === 'message.received' && entry.data.rawKey !== null ? [entry.data.rawKey] : [],
      );
      await Promise.all(rawKeys.map((rawKey) => (held ? keep(desk, rawKey) : release(desk, rawKey))));
      mails += rawKeys.length;
    }
    // Somebody may have set it or lifted it meanwhile, and another run may have ended before this one.
    const now = await isHeld();
    if (now === held) return mails;
    held = now;
  }
}

/** The same for every account under hold, of the mails that came in lately. */
export async function holdRecentMail(desk: HoldingDesk): Promise<number> {
  const changedSince = new Date(Date.parse(desk.now()) - recentDays * 24 * 60 * 60_000).toISOString();
  let mails = 0;
  for (const { accountId, legalHold } of await desk.directory.accounts()) {
    if (legalHold) mails += await holdMail(desk, { accountId, changedSince });
  }
  return mails;
}

async function keep({ rawMail, files }: HoldingDesk, rawKey: string): Promise<void> {
  const raw = await rawMail.read(rawKey);
  if (raw !== null) await files.writeOnce(heldMailKey(rawKey), raw, 'message/rfc822');
}

async function release({ files }: HoldingDesk, rawKey: string): Promise<void> {
  await files.remove(heldMailKey(rawKey));
}
