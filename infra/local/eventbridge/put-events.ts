import { EventBridgeError } from './errors.ts';

/** An entry of `PutEvents`. `Time` is seconds since the epoch, or text that names an instant. */
export interface PutEventsEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: number | string;
  readonly TraceHeader?: string;
}

export type PutEventsResultEntry =
  | { readonly EventId: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string };

export interface PutEventsResult {
  readonly FailedEntryCount: number;
  readonly Entries: readonly PutEventsResultEntry[];
}

const MAX_ENTRIES = 10;
const MAX_BYTES = 1024 * 1024;
const TIME_BYTES = 14;

const bytes = (text = ''): number => Buffer.byteLength(text);

/** The size of an entry as EventBridge counts it (user guide, "Calculating PutEvents event entry size"). */
export const entryBytes = (entry: PutEventsEntry): number =>
  (entry.Time === undefined ? 0 : TIME_BYTES) +
  bytes(entry.Source) +
  bytes(entry.DetailType) +
  bytes(entry.Detail) +
  (entry.Resources ?? []).reduce((sum, resource) => sum + bytes(resource), 0);

/** @throws EventBridgeError `ValidationException` when the request as a whole is over a limit. */
export const checkRequest = (entries: readonly PutEventsEntry[]): void => {
  if (entries.length === 0 || entries.length > MAX_ENTRIES)
    throw new EventBridgeError(
      'ValidationException',
      `Value at 'entries' must have from 1 to ${MAX_ENTRIES} members; it has ${entries.length}.`,
    );
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) >= MAX_BYTES)
    throw new EventBridgeError(
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    );
};

const failure = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** Why EventBridge would refuse this one entry inside its 200 answer; undefined if it takes it. */
export const entryFailure = (
  entry: PutEventsEntry,
  options: { fromService: boolean },
): { ErrorCode: string; ErrorMessage: string } | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const)
    if (!entry[name])
      return failure(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
  if (entry.Source?.startsWith('aws.') && !options.fromService)
    return failure('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (!isJsonObject(entry.Detail ?? '')) return failure('MalformedDetail', 'Detail is malformed.');
  return undefined;
};

/** An instant as events carry it: UTC without fractions of a second. */
export const wholeSeconds = (instant: number | string): string =>
  `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** The event's JSON. Its detail stays as it was written, because rules tell 300 from 300.0. */
export const eventText = (
  entry: PutEventsEntry,
  context: { id: string; account: string; region: string; now: number },
): string => {
  const envelope = {
    version: '0',
    id: context.id,
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: context.account,
    time: wholeSeconds(typeof entry.Time === 'number' ? entry.Time * 1000 : (entry.Time ?? context.now)),
    region: context.region,
    resources: entry.Resources ?? [],
  };
  return `${JSON.stringify(envelope).slice(0, -1)},"detail":${entry.Detail}}`;
};
