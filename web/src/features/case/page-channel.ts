import type { Messages } from '../../app/i18n/en/index.ts';

/** The way a page took, in words; one that a later version adds stays as it is. */
export function sayChannel(channel: string, names: Messages['peoplePage']['channelKind']): string {
  return Object.hasOwn(names, channel) ? names[channel as keyof typeof names] : channel;
}
