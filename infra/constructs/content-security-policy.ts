export interface ContentSecurityPolicyProps {
  /** The origin that tokens are fetched from. */
  readonly signIn: string;
  /** The origin that files are sent to, by signed addresses. */
  readonly uploads: string;
}

/**
 * What the dashboard's pages may load and run: files of their own origin, no script or style in the markup.
 * The frame that shows a mail inherits it and allows less: none of the pictures that `https:` stands for,
 * until a person asks for them.
 */
export function contentSecurityPolicy({ signIn, uploads }: ContentSecurityPolicyProps): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    `connect-src 'self' ${signIn} ${uploads}`,
    "frame-src 'self' blob:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
}
