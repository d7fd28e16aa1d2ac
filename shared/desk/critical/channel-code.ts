import { sha256 } from '../ids.ts';

/** Which channel of whom. */
export interface ChannelRequest {
  readonly personId: string;
  readonly channelId: string;
}

/** A code as it is kept: of no use to who reads the table. */
export function codeDigest({ personId, channelId }: ChannelRequest, code: string): string {
  return sha256(`${personId}/${channelId}/${code}`);
}
