import type { TimelineEntry } from '../domain/case/events.ts';

/** The source of every event that Guardia publishes. */
export const eventSource = 'guardia';

/** What the desk tells its own `deliver-webhook`: an event is to be sent to a webhook again. */
export const webhookSource = 'guardia.webhooks';
export const deliveryReplayed = 'delivery.replayed';

/** Fields whose content stays in the case: texts and files are read through the API, with its permissions. */
export const withheld: readonly string[] = [
  'text',
  'attachments',
  'refusedAttachments',
  'mail',
  'verdicts',
  'references',
  'comment',
];

/**
 * A timeline entry as the bus carries it (docs/events.md): the same id, type and place, without the words
 * of a message. `mail` says that the entry has a mail to be sent.
 */
export function publicationOf(entry: TimelineEntry) {
  const { id, caseId, number, accountId, seq, type, at, actor, visibility } = entry;
  const data = Object.fromEntries(Object.entries(entry.data).filter(([name]) => !withheld.includes(name)));
  const mail = 'mail' in entry.data && entry.data.mail != null && entry.data.mail.to.length > 0;
  return {
    source: eventSource,
    detailType: type,
    time: at,
    detail: { version: 1, id, caseId, number, accountId, seq, type, at, actor, visibility, mail, data },
  };
}
