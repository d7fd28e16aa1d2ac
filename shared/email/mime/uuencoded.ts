import { limits } from '../limits.ts';
import type { Part } from './parts.ts';

const BEGIN = /^begin [0-7]{3,4} (\S.{0,250})$/;
/** A line of data: its length character, then that many bytes in groups of four characters. */
const DATA = /^[ -`]{1,90}$/;

/**
 * Takes the files out of a text that programs before MIME wrote into it (POSIX uuencode). What only looks
 * like one, or is never closed, stays text.
 */
export function withoutUuencoded(text: string): { text: string; files: Part[] } {
  if (!/^begin [0-7]{3,4} /m.test(text)) return { text, files: [] };
  const lines = text.split('\n');
  const kept: string[] = [];
  const files: Part[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const name = files.length < limits.parts ? BEGIN.exec(line)?.[1] : undefined;
    const end = name === undefined ? null : endOf(lines, at + 1);
    if (name === undefined || end === null) {
      kept.push(line);
      continue;
    }
    files.push(filePart(name.trim(), lines.slice(at, end + 1)));
    at = end;
  }
  return { text: kept.join('\n'), files };
}

/** The line that closes the data that begins at `start`, or null when something else stands there. */
function endOf(lines: readonly string[], start: number): number | null {
  for (let at = start; at < lines.length; at++) {
    const line = (lines[at] ?? '').trimEnd();
    if (line === 'end') return at > start ? at : null;
    const size = line === '' ? 0 : (line.charCodeAt(0) - 0x20) & 0x3f;
    // Trailing blanks of a line are often lost, never more than its last groups.
    if (line !== '' && (!DATA.test(line) || line.length > 2 + Math.ceil(size / 3) * 4)) return null;
  }
  return null;
}

function filePart(name: string, lines: readonly string[]): Part {
  return {
    fields: [],
    type: 'application/octet-stream',
    parameters: new Map(),
    disposition: 'attachment',
    dispositionParameters: new Map([['filename', name]]),
    encoding: 'x-uuencode',
    body: Buffer.from(lines.join('\n'), 'latin1'),
    children: [],
  };
}
