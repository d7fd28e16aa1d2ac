/** Where a file is kept: once, under the SHA-256 of its bytes. */
export const attachmentKey = (hash: string): string => `sha256/${hash}`;
