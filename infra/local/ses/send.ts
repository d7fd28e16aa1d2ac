import { randomBytes } from 'node:crypto';
import { AwsError, arnOf } from '../aws.ts';
import type { Operations } from '../endpoint/service.ts';
import type { Access } from '../iam/policy.ts';
import type { Platform } from '../platform.ts';
import { addressesOf, bareAddress, type Headers, readHeaders, valuesOf } from './mime.ts';
import type { Outbox, SentMail } from './outbox.ts';

export interface SendInput {
  readonly RawMessage?: { readonly Data?: string };
  readonly Source?: string;
  readonly Destinations?: readonly string[];
  readonly ConfigurationSetName?: string;
}

export interface SendPorts {
  readonly outbox: Outbox;
  /** Domains and addresses that the account has proven. */
  readonly identities: ReadonlySet<string>;
  readonly configurationSets: ReadonlySet<string>;
  /** Hears of each mail that was taken. */
  sent(mail: SentMail): void;
}

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const MAX_LINE = 1000;
/** Fields of which a message has one at most (SES developer guide, "Header fields"). */
const AT_MOST_ONCE = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'date',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'return-path',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-id',
  'precedence',
];
/** SES writes these itself, whatever it was given; Bcc never reaches the wire. */
const REPLACED = ['message-id', 'date', 'return-path', 'bcc'];

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

const addressed = (headers: Headers): readonly string[] =>
  ['to', 'cc', 'bcc'].flatMap((name) => valuesOf(headers, name).flatMap(addressesOf)).map(bareAddress);

const isAddress = (text: string): boolean => /^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/.test(text);

const checkMessage = (raw: Buffer, headers: Headers): void => {
  // The limit counts the message as it arrives, which is base64 once more on the way.
  if (raw.length > MAX_BYTES)
    throw invalid(`Message length is more than ${MAX_BYTES} bytes long: '${raw.length}'.`);
  const repeated = AT_MOST_ONCE.find((name) => valuesOf(headers, name).length > 1);
  if (repeated) throw invalid(`Duplicate header '${repeated}'.`);
  if (
    raw
      .toString('latin1')
      .split('\r\n')
      .some((line) => line.length > MAX_LINE - 2)
  )
    throw invalid('A line of the message is longer than 1000 characters.');
};

/** SES's id: 60 characters, a region's own suffix on the wire. */
const newMessageId = (): string =>
  `01${randomBytes(7).toString('hex')}-${randomBytes(4).toString('hex')}-${randomBytes(2).toString('hex')}-` +
  `${randomBytes(2).toString('hex')}-${randomBytes(2).toString('hex')}-${randomBytes(6).toString('hex')}-000000`;

/** The id as recipients see it; us-east-1 has a domain of its own. */
export const wireMessageId = (messageId: string, region: string): string =>
  `<${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;

/** The message as SES puts it on the wire: its own Message-ID, Date and Return-Path. */
const onTheWire = (raw: Buffer, messageId: string, region: string, now: number): Buffer => {
  const { bodyAt } = readHeaders(raw);
  const block = raw.subarray(0, bodyAt).toString('latin1');
  const fields = block.split(/\r?\n(?![ \t])/).filter((field) => {
    const name = field.split(':')[0]?.trim().toLowerCase() ?? '';
    return field.trim() !== '' && !REPLACED.includes(name);
  });
  const own = [
    `Return-Path: <${messageId}@${region}.amazonses.com>`,
    `Message-ID: ${wireMessageId(messageId, region)}`,
    `Date: ${new Date(now).toUTCString().replace('GMT', '+0000')}`,
  ];
  return Buffer.concat([
    Buffer.from(`${[...own, ...fields].join('\r\n')}\r\n\r\n`, 'latin1'),
    raw.subarray(bodyAt),
  ]);
};

/** `SendRawEmail` of the v1 API: checks, rewrites and keeps a mail as SES would send it. */
export const sendOperations = (platform: Platform, ports: SendPorts): Operations<SendInput> => {
  const { region, clock, meter } = platform;

  const rawOf = ({ RawMessage }: SendInput): Buffer => Buffer.from(RawMessage?.Data ?? '', 'base64');

  const senderOf = (input: SendInput, headers: Headers): string =>
    bareAddress(input.Source ?? valuesOf(headers, 'from')[0] ?? '');

  const checkIdentity = (address: string): void => {
    const domain = address.split('@')[1] ?? '';
    if (!ports.identities.has(address) && !ports.identities.has(domain))
      throw new AwsError('MessageRejected', `Email address is not verified: ${address} in region ${region}`);
  };

  const recipientsOf = ({ Destinations = [] }: SendInput, headers: Headers): readonly string[] => {
    const recipients = (Destinations.length > 0 ? Destinations : addressed(headers)).map(bareAddress);
    if (recipients.length === 0) throw invalid('No recipients were given.');
    if (recipients.length > MAX_RECIPIENTS) throw invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
    const bad = recipients.find((one) => !isAddress(one));
    if (bad !== undefined) throw invalid(`Invalid recipient address: ${bad}`);
    return recipients;
  };

  /** Checked on the identity, and on the configuration set (Service Authorization Reference, SES). */
  const needs = (input: SendInput): readonly Access[] => {
    const headers = readHeaders(rawOf(input));
    const sender = senderOf(input, headers);
    const identity = ports.identities.has(sender) ? sender : (sender.split('@')[1] ?? '');
    const context = {
      'ses:FromAddress': sender,
      'ses:Recipients': input.Destinations?.length ? input.Destinations.map(bareAddress) : addressed(headers),
    };
    const on = (resource: string): Access => ({
      action: 'ses:SendRawEmail',
      resource: arnOf('ses', region, resource),
      context,
    });
    const set = input.ConfigurationSetName;
    return [on(`identity/${identity}`), ...(set === undefined ? [] : [on(`configuration-set/${set}`)])];
  };

  const send = (input: SendInput): { MessageId: string } => {
    const raw = rawOf(input);
    const headers = readHeaders(raw);
    const { ConfigurationSetName: set } = input;
    if (set !== undefined && !ports.configurationSets.has(set))
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`);
    const from = senderOf(input, headers);
    checkIdentity(from);
    checkMessage(raw, headers);
    const recipients = recipientsOf(input, headers);
    const messageId = newMessageId();
    const mail = ports.outbox.keep({
      messageId,
      from,
      recipients,
      given: headers.fields,
      raw: onTheWire(raw, messageId, region, clock.now()).toString('base64'),
      ...(set === undefined ? {} : { configurationSet: set }),
    });
    meter.count('ses/recipients', recipients.length);
    ports.sent(mail);
    return { MessageId: messageId };
  };

  return { SendRawEmail: { needs, run: send } };
};
