/** What the frame of a mail may do: open a link that its reader clicks, in a window of its own. No script, no origin. */
export const mailSandbox = 'allow-popups allow-popups-to-escape-sandbox';

/**
 * The document for the frame that shows a mail. The frame runs nothing and has no origin (`sandbox`), and it
 * inherits the page's policy; this one narrows it: the mail's own pictures, and none from elsewhere until
 * asked for, because they tell the sender that the mail was read. Inline styles stay refused, so the mail is dressed by a sheet of ours.
 */
export function mailDocument(
  html: string,
  {
    origin,
    imagesFrom,
    remoteContent,
  }: { origin: string; imagesFrom: string | null; remoteContent: boolean },
): string {
  const pictures = [
    'data:',
    ...(imagesFrom === null ? [] : [imagesFrom]),
    ...(remoteContent ? ['https:'] : []),
  ];
  const policy = `default-src 'none'; style-src ${origin}; img-src ${pictures.join(' ')}; form-action 'none'; base-uri 'none'`;
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    `<link rel="stylesheet" href="${origin}/mail-frame.css">`,
    `</head><body>${html}</body></html>`,
  ].join('');
}
