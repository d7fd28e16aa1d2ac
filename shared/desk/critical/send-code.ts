import { randomInt } from 'node:crypto';
import type { OutboundMail } from '../../aws/outbound-mail.ts';
import { PageRefused, type TextMessages } from '../../aws/pages.ts';
import { ScheduleConflict, type ScheduleStore } from '../../aws/schedule-store.ts';
import type { Person } from '../../domain/account/person.ts';
import { sendCode, unproven } from '../../domain/paging/index.ts';
import { composeMail } from '../../email/compose.ts';
import { Conflict } from '../../errors/index.ts';
import { noticeSubject, renderMail } from '../../notices/index.ts';
import type { Desk } from '../desk.ts';
import { sha256 } from '../ids.ts';
import { type ChannelRequest, codeDigest } from './channel-code.ts';
import { codeText } from './page-text.ts';

export interface CodeDesk extends Pick<Desk, 'directory' | 'settings' | 'now'> {
  readonly onCall: Pick<ScheduleStore, 'proof' | 'saveProof'>;
  readonly texts: TextMessages;
  readonly outbound: OutboundMail;
  readonly webUrl: string;
}

/**
 * Draws a code and sends it through the channel that it is to prove. Announced twice, it is sent once: a
 * second code within half a minute is refused, and so is the sixth within the hour.
 */
export async function sendChannelCode(
  desk: CodeDesk,
  asked: ChannelRequest,
): Promise<'sent' | 'not-sent' | 'refused' | 'gone'> {
  const person = await desk.directory.person(asked.personId);
  const channel = person?.channels?.find(({ channelId }) => channelId === asked.channelId);
  if (person === null || channel === undefined) return 'gone';
  const before = await desk.onCall.proof(asked);
  const code = String(randomInt(100_000, 1_000_000));
  try {
    const proof = sendCode(before ?? unproven, { codeDigest: codeDigest(asked, code), now: desk.now() });
    await desk.onCall.saveProof(asked, proof, before);
  } catch (error) {
    if (error instanceof Conflict || error instanceof ScheduleConflict) return 'not-sent';
    throw error;
  }
  const language = person.languages[0] ?? 'en';
  const { deskName } = desk.settings;
  if (channel.kind === 'mail') {
    await mailCode(desk, { person, address: channel.address, code });
    return 'sent';
  }
  try {
    await desk.texts.send(channel.address, codeText(code, { language, deskName }));
    return 'sent';
  } catch (error) {
    if (error instanceof PageRefused) return 'refused';
    throw error;
  }
}

async function mailCode(
  desk: CodeDesk,
  { person, address, code }: { person: Person; address: string; code: string },
): Promise<void> {
  const { deskName, supportAddress } = desk.settings;
  const mail = {
    to: [{ address, name: person.name }],
    cc: [],
    subject: '',
    language: person.languages[0] ?? 'en',
    notice: 'verify-channel' as const,
    variables: { code },
    inReplyTo: null,
    references: [],
    automatic: true,
  };
  const from = { name: deskName, address: supportAddress };
  const { text, html } = renderMail(mail, '', { deskName, webUrl: desk.webUrl });
  const raw = await composeMail({
    mail: { ...mail, subject: noticeSubject('verify-channel', mail.language, mail.variables) },
    text,
    html,
    from,
    replyTo: from,
    messageId: `${sha256(`${person.personId}/${desk.now()}`).slice(0, 32)}@${supportAddress.split('@')[1]}`,
    date: desk.now(),
  });
  await desk.outbound.send(raw, { from: supportAddress, recipients: [address] });
}
