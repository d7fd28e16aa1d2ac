/** The fields of a test mail; a value of null leaves the field out. */
export type Fields = Readonly<Record<string, string | null>>;

const DEFAULTS: Fields = {
  From: 'Ana Ruiz <ana@acme.example>',
  To: 'support@guardia.example',
  Subject: 'A question',
  Date: 'Mon, 24 Nov 2025 10:00:00 +0100',
  'Message-ID': '<one@acme.example>',
};

/** A raw mail as bytes (one per character, so that `\xe9` is a raw Latin-1 byte), with CRLF line ends. */
export function rawMail(fields: Fields, body = 'Hello.\n'): Buffer {
  const header = Object.entries({ ...DEFAULTS, ...fields })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}`);
  return latin1(`${header.join('\n')}\n\n${body}`);
}

export function latin1(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

/** A multipart body of parts, each written as header, empty line, body. */
export function multipart(boundary: string, ...parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`;
}
