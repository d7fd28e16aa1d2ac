import * as z from 'zod/mini';

/** What S3 sends for new objects (S3 user guide, "Event message structure"), and for a test of the way there. */
const Notification = z.object({
  Records: z._default(z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })), []),
});

/**
 * The keys of the objects that a queue message announces: none for S3's own test.
 *
 * @throws z.ZodError for anything that S3 does not send
 */
export function readStored(body: string): readonly string[] {
  const { Records } = Notification.parse(JSON.parse(body));
  // S3 writes keys as a form does: percent signs, and a plus for a blank.
  return Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')));
}
