export interface ContentSecurityPolicyProps {
  /** The origin that tokens are fetched from. */
  readonly signIn: string;
  /** The origin that the files which people attach are sent to, by signed addresses. */
  readonly uploads: string;
  /** The origin that files come from, by signed addresses. */
  readonly downloads: string;
}

/**
 * What the dashboard's pages may load and run: files of their own origin, no script or style in the markup.
 * The frame that shows a mail has no address of its own, so that it inherits this policy, and allows less:
 * none of the pictures that `https:` stands for, until a person asks for them.
 */
export function contentSecurityPolicy({ signIn, uploads, downloads }: ContentSecurityPolicyProps): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${downloads} https:`,
    "font-src 'self'",
    `connect-src 'self' ${signIn} ${uploads}`,
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
}
