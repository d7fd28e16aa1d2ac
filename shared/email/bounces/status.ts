const STATUS = /(?<![\d.vV-])([245])\.([0-7])\.(\d{1,3})(?![\d.]*\.\d|\d)/g;
const MAX_STATUSES = 50;

/** The most telling enhanced status code (RFC 3463) in free text, or null. IP addresses are no codes. */
export function statusIn(text: string): string | null {
  let best: string | null = null;
  let seen = 0;
  for (const match of text.matchAll(STATUS)) {
    best = preferredStatus(best, match[0]);
    if (++seen >= MAX_STATUSES) break;
  }
  return best;
}

/** The first enhanced status code in free text, or null. */
export function firstStatusIn(text: string): string | null {
  return text.match(STATUS)?.[0] ?? null;
}

/** The three-digit SMTP reply (RFC 5321, 4.2) in a diagnostic, or null. */
export function replyCodeIn(text: string): string | null {
  return /(?:^|[\s;:>'"(#\]-])([245][0-5]\d)(?=[\s\-:.,;)#'"]|$)/.exec(text)?.[1] ?? null;
}

/**
 * Of two codes for one failure the one that says more. Reporting MTAs put `5.0.0`, `5.3.0`, `4.4.7` or a
 * blanket `5.1.1` in the Status field and leave the remote server's own code in the diagnostic.
 */
export function preferredStatus(
  stated: string | null,
  found: string | null,
  replyCode: string | null = null,
): string | null {
  if (stated === null || found === null) return stated ?? found;
  if (stated[0] !== found[0] && replyCode !== null) {
    if (replyCode[0] === stated[0]) return stated;
    if (replyCode[0] === found[0]) return found;
  }
  if (vagueness(stated) > vagueness(found)) return found;
  return stated === '5.1.1' && vagueness(found) === 0 ? found : stated;
}

/** 0 names a cause; higher numbers say less and less. */
function vagueness(status: string): number {
  if (/^\d\.0\.0$/.test(status)) return 3;
  if (status === '4.4.7' || status === '4.7.0' || /^\d\.5\.\d+$/.test(status) || status.startsWith('5.3.'))
    return 2;
  return status.endsWith('.0') ? 1 : 0;
}
