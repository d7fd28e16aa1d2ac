/**
 * Undoes a Content-Transfer-Encoding (RFC 2045, 6). Unknown names and broken data give what can be read:
 * a decoder that refuses would lose a customer's mail.
 */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
    case 'quoted printable':
    case 'quotedprintable':
    case 'qp':
      return decodeQuotedPrintable(body);
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
    case 'uue':
      return decodeUu(body);
    default:
      return body;
  }
}

const EQUALS = 0x3d;

/** Some programs encode in pieces, so that padding stands in the middle: each piece is decoded apart. */
function decodeBase64(body: Buffer): Buffer {
  const padding = body.indexOf(EQUALS);
  if (padding === -1 || padding >= body.length - 8) return Buffer.from(body.toString('latin1'), 'base64');
  const pieces = body.toString('latin1').split(/=+/);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  if (!body.includes(EQUALS)) return body;
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte !== EQUALS) {
      out[length++] = byte;
      continue;
    }
    const high = hexDigit(body[at + 1]);
    const low = hexDigit(body[at + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      at += 2;
      continue;
    }
    const lineEnd = softBreakEnd(body, at + 1);
    if (lineEnd === -1) out[length++] = byte;
    else at = lineEnd - 1;
  }
  return out.subarray(0, length);
}

/** The offset after a soft line break (`=`, white space, line end), or -1 when it is none. */
function softBreakEnd(body: Buffer, start: number): number {
  let at = start;
  while (at < body.length && at < start + 80 && (body[at] === 0x20 || body[at] === 0x09)) at++;
  if (at >= body.length) return body.length;
  if (body[at] === 0x0d) return body[at + 1] === 0x0a ? at + 2 : at + 1;
  return body[at] === 0x0a ? at + 1 : -1;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

/** POSIX uuencode: a length character, then groups of four for three bytes. */
function decodeUu(body: Buffer): Buffer {
  const out = Buffer.alloc(body.length);
  let length = 0;
  for (const line of body.toString('latin1').split(/\r?\n/)) {
    if (/^begin(?:-base64)? [0-7]{3,4} /.test(line)) continue;
    if (line === 'end' || line === '`') break;
    // A line never holds more than its characters can, whatever its length character says.
    const size = Math.min(uuValue(line, 0), Math.floor(((line.length - 1) * 3) / 4));
    for (let at = 0; at < size; at++) {
      const group = 1 + Math.floor(at / 3) * 4;
      const bits =
        (uuValue(line, group) << 18) |
        (uuValue(line, group + 1) << 12) |
        (uuValue(line, group + 2) << 6) |
        uuValue(line, group + 3);
      out[length++] = (bits >> (16 - 8 * (at % 3))) & 0xff;
    }
  }
  return out.subarray(0, length);
}

function uuValue(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 0x20) & 0x3f : 0;
}
