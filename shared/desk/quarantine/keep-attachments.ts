import { parseMessage } from '../../email/index.ts';
import type { MailDesk } from '../desk.ts';
import { storeAttachments } from '../mail-message.ts';

/**
 * Unpacks the files of a mail that somebody let out of quarantine: until then they stay in the raw mail,
 * where nothing opens them. Those of a mail with a virus stay there for good.
 *
 * @returns how many messages were unpacked
 */
export async function keepAttachments(
  desk: Pick<MailDesk, 'cases' | 'rawMail' | 'attachments'>,
  caseId: string,
): Promise<number> {
  const { entries } = await desk.cases.timeline(caseId);
  let unpacked = 0;
  for (const entry of entries) {
    if (entry.type !== 'message.received') continue;
    const { rawKey, attachments, verdicts } = entry.data;
    if (verdicts?.virus === 'FAIL') continue;
    if (rawKey === null || attachments.length === 0) continue;
    const raw = await desk.rawMail.read(rawKey);
    if (raw === null) continue;
    await storeAttachments(desk, await parseMessage(raw), rawKey);
    unpacked += 1;
  }
  return unpacked;
}
