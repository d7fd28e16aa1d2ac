import { createHash } from 'node:crypto';

/** An answer for people to read and print, in place of JSON: complete in itself, loads nothing, runs nothing. */
export class HtmlPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ html, style }: { readonly html: string; readonly style: string }) {
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    // Saved to a disk, a page has no headers: it says the same in itself.
    this.html = html.replace(
      '<head>',
      `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    );
    this.headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      vary: 'Accept',
    };
  }
}

/** Whether a caller wants a page: said in the address, or by a browser that prefers one to JSON. */
export function wantsHtml(format: string | undefined, accept: string | undefined): boolean {
  if (format !== undefined) return format === 'html';
  const types = (accept ?? '').toLowerCase();
  return types.includes('text/html') && !types.includes('application/json');
}
