const block = 512;

/**
 * One file of a tar archive (POSIX ustar), header and padding included.
 *
 * @param name at most 100 bytes of ASCII
 */
export function tarEntry(name: string, content: Uint8Array, at: string): Uint8Array {
  const header = new Uint8Array(block);
  const write = (text: string, offset: number) => header.set(Buffer.from(text, 'ascii'), offset);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  write(name.slice(0, 100), 0);
  write('0000644\0', 100);
  write('0000000\0', 108);
  write('0000000\0', 116);
  write(`${octal(content.byteLength, 11)}\0`, 124);
  write(`${octal(Math.floor(Date.parse(at) / 1000), 11)}\0`, 136);
  write('        ', 148);
  write('0', 156);
  write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  write(`${octal(sum, 6)}\0 `, 148);
  const padded = new Uint8Array(block + Math.ceil(content.byteLength / block) * block);
  padded.set(header);
  padded.set(content, block);
  return padded;
}

/** What ends a tar archive. */
export const tarEnd = new Uint8Array(2 * block);
