import { randomBytes } from 'node:crypto';
import { arnOf } from '../aws.ts';
import type { Platform } from '../platform.ts';
import type { Buckets } from '../s3/service.ts';
import type { Topics } from '../sns/topics.ts';
import { addressesOf, bareAddress, type Headers, headerOf, readHeaders } from './mime.ts';
import type { ReceiptRule, RuleSets, S3Action } from './rule-sets.ts';
import type { VerdictBook, Verdicts } from './verdicts.ts';

/** A mail as it came by SMTP. */
export interface Envelope {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly remoteAddress: string;
}

export interface Receiver {
  accepts(recipient: string): boolean;
  /** Stores a mail and notifies of it, as the rules say; all of it is on disk when the call returns. */
  receive(raw: Buffer, envelope: Envelope): void;
  /** What SES does when a rule is made or changed. */
  announceSetup(rule: ReceiptRule): void;
}

const SETUP_ID = 'AMAZON_SES_SETUP_NOTIFICATION';
/** Headers in a notification are cut there (SES developer guide, "Contents of notifications"). */
const MAX_HEADER_BYTES = 10 * 1024;

const newId = (): string =>
  randomBytes(20).toString('base64url').toLowerCase().replace(/[-_]/g, 'x').padEnd(40, '0').slice(0, 40);

const s3Actions = ({ Actions = [] }: ReceiptRule): readonly S3Action[] =>
  Actions.flatMap(({ S3Action: action }) => (action ? [action as S3Action] : []));

/** What SES puts before the message. A sender may have put the same names below: these are believed first. */
const stamp = (
  id: string,
  { from, recipients, remoteAddress }: Envelope,
  verdicts: Verdicts,
  region: string,
  now: number,
): string => {
  const domain = from.split('@')[1] ?? '';
  return [
    `Return-Path: <${from}>`,
    `Received: from ${remoteAddress} ([${remoteAddress}])`,
    ` by inbound-smtp.${region}.amazonaws.com with SMTP id ${id}`,
    ` for ${recipients[0]};`,
    ` ${new Date(now).toUTCString().replace('GMT', '+0000')} (UTC)`,
    `X-SES-Spam-Verdict: ${verdicts.spam}`,
    `X-SES-Virus-Verdict: ${verdicts.virus}`,
    `Received-SPF: ${verdicts.spf.toLowerCase()} (spfCheck: domain of ${domain}) client-ip=${remoteAddress};`,
    `Authentication-Results: amazonses.com;`,
    ` spf=${verdicts.spf.toLowerCase()} (spfCheck: domain of ${domain}) client-ip=${remoteAddress};`,
    ` dkim=${verdicts.dkim.toLowerCase()} header.i=@${domain};`,
    ` dmarc=${verdicts.dmarc.toLowerCase()} header.from=${domain};`,
    `X-SES-RECEIPT: local`,
    '',
  ].join('\r\n');
};

const headerList = (headers: Headers): { headers: object[]; headersTruncated: boolean } => {
  const kept: object[] = [];
  let bytes = 0;
  for (const field of headers.fields) {
    bytes += Buffer.byteLength(field.name + field.value) + 4;
    if (bytes > MAX_HEADER_BYTES) return { headers: kept, headersTruncated: true };
    kept.push(field);
  }
  return { headers: kept, headersTruncated: false };
};

const commonHeaders = (headers: Headers): object => {
  const list = (name: string) => {
    const value = headerOf(headers, name);
    return value === undefined
      ? {}
      : { [name.replace(/-(.)/g, (_whole, letter: string) => letter.toUpperCase())]: addressesOf(value) };
  };
  const text = (name: string, key: string) => {
    const value = headerOf(headers, name);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...text('return-path', 'returnPath'),
    ...list('from'),
    ...list('reply-to'),
    ...list('to'),
    ...list('cc'),
    ...text('date', 'date'),
    ...text('message-id', 'messageId'),
    ...text('subject', 'subject'),
  };
};

const destination = (headers: Headers): readonly string[] =>
  ['to', 'cc'].flatMap((name) => addressesOf(headerOf(headers, name) ?? '').map(bareAddress));

export const createReceiver = (
  platform: Platform,
  ports: { buckets: Buckets; topics: Topics; rules: RuleSets; verdicts: VerdictBook },
): Receiver => {
  const { clock, store, region, meter } = platform;
  const { buckets, topics, rules, verdicts } = ports;

  const notification = (
    id: string,
    { from, recipients }: Envelope,
    about: { headers: Headers; verdicts: Verdicts; action: S3Action; objectKey: string },
  ): object => {
    const timestamp = new Date(clock.now()).toISOString();
    const status = (value: string) => ({ status: value });
    const { spf, dkim, dmarc, spam, virus, dmarcPolicy } = about.verdicts;
    return {
      notificationType: 'Received',
      mail: {
        timestamp,
        source: from === '' ? '<>' : from,
        messageId: id,
        destination: destination(about.headers),
        ...headerList(about.headers),
        commonHeaders: commonHeaders(about.headers),
      },
      receipt: {
        timestamp,
        processingTimeMillis: 1,
        recipients,
        spamVerdict: status(spam),
        virusVerdict: status(virus),
        spfVerdict: status(spf),
        dkimVerdict: status(dkim),
        dmarcVerdict: status(dmarc),
        ...(dmarc === 'FAIL' ? { dmarcPolicy: dmarcPolicy ?? 'none' } : {}),
        action: {
          type: 'S3',
          topicArn: about.action.TopicArn,
          bucketName: about.action.BucketName,
          objectKeyPrefix: about.action.ObjectKeyPrefix ?? '',
          objectKey: about.objectKey,
        },
      },
    };
  };

  /** Writes as SES, which the bucket's and the topic's policies must let in. */
  const keep = (id: string, raw: Buffer, envelope: Envelope, rule: ReceiptRule, found: Verdicts): void => {
    const sourceArn = arnOf('ses', region, `receipt-rule-set/active:receipt-rule/${rule.Name}`);
    const headers = readHeaders(raw);
    for (const action of s3Actions(rule)) {
      const objectKey = `${action.ObjectKeyPrefix ?? ''}${id}`;
      buckets.putAs('ses.amazonaws.com', sourceArn, { bucket: action.BucketName, key: objectKey, body: raw });
      if (action.TopicArn === undefined) continue;
      const body = JSON.stringify(
        notification(id, envelope, { headers, verdicts: found, action, objectKey }),
      );
      const subject = 'Amazon SES Email Receipt Notification';
      topics.publishAs('ses.amazonaws.com', { topicArn: action.TopicArn, sourceArn }, { body, subject });
    }
  };

  return {
    accepts: (recipient) => rules.matching(recipient).length > 0,
    receive(raw, envelope) {
      const id = newId();
      meter.count('ses/received');
      const byRule = new Map<string, { rule: ReceiptRule; recipients: string[] }>();
      for (const recipient of envelope.recipients)
        for (const rule of rules.matching(recipient)) {
          const entry = byRule.get(rule.Name) ?? { rule, recipients: [] };
          entry.recipients.push(recipient);
          byRule.set(rule.Name, entry);
        }
      store.transaction(() => {
        for (const { rule, recipients } of byRule.values()) {
          const found = verdicts.of(envelope.from, String(rule.ScanEnabled) === 'true');
          const stamped = Buffer.concat([Buffer.from(stamp(id, envelope, found, region, clock.now())), raw]);
          keep(id, stamped, { ...envelope, recipients }, rule, found);
        }
      });
    },
    announceSetup(rule) {
      const recipients = rule.Recipients ?? [];
      const raw = Buffer.from(
        'From: Amazon Web Services <no-reply-aws@amazon.com>\r\nSubject: Amazon SES Setup Notification\r\n\r\n' +
          'You received this message because you attempted to set up Amazon SES to deliver emails here.\r\n',
      );
      const envelope = { from: 'no-reply-aws@amazon.com', recipients, remoteAddress: '127.0.0.1' };
      keep(SETUP_ID, raw, envelope, rule, verdicts.of('', true));
    },
  };
};
