import { limits } from '../limits.ts';
import { decodeCharset } from '../mime/charsets.ts';
import type { Attachment, ParsedMessage } from '../types.ts';

/** One recipient of a machine-readable report (RFC 3464, 2.3), fields by their lower-case name. */
export type RecipientFields = ReadonlyMap<string, string>;

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);

/** The machine-readable report of a message, or null when it has none. */
export function deliveryStatusText(message: ParsedMessage): string | null {
  const part = message.attachments.find((candidate) => STATUS_TYPES.has(candidate.contentType));
  return part === undefined ? null : textOf(part);
}

function textOf(part: Attachment): string {
  return decodeCharset(part.content.subarray(0, limits.headerBytes), undefined).replace(/\r\n?/g, '\n');
}

/** Groups of fields, one for the message and one per recipient; continuation lines are joined. */
export function readFieldGroups(text: string): RecipientFields[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last: string | null = null;
  const close = () => {
    if (group.size > 0 && groups.length <= limits.bounces) groups.push(group);
    group = new Map();
    last = null;
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      close();
      continue;
    }
    if (/^[ \t]/.test(line) && last !== null) {
      group.set(last, `${group.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0 || colon > 60) {
      // Some programs break a long diagnostic without indenting it.
      if (last !== null) group.set(last, `${group.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const name = line.slice(0, colon).trim().toLowerCase();
    // A new recipient begins without the empty line that should stand between two.
    if (name === 'final-recipient' && group.has('final-recipient')) close();
    if (!group.has(name)) group.set(name, line.slice(colon + 1).trim());
    last = name;
  }
  close();
  return groups;
}

/** `rfc822; ana@acme.example` as its address: the type before the semicolon is of no use to us. */
export function typedValue(value: string | undefined): string {
  if (value === undefined) return '';
  const semicolon = value.indexOf(';');
  return (semicolon === -1 || semicolon > 20 ? value : value.slice(semicolon + 1)).trim();
}
