import type { TimelineItem } from '../../../../shared/contracts/api/views.ts';
import type { CaseEvents, EventType, Side } from '../../../../shared/contracts/vocabulary.ts';

/** A timeline entry whose data has the shape of its type (docs/events.md). */
export type Entry<Type extends EventType = EventType> = {
  [T in Type]: Omit<TimelineItem, 'type' | 'data'> & { readonly type: T; readonly data: CaseEvents[T] };
}[Type];

/** The contract fixes the data of each type; the API's schema leaves it open so that fields can be added. */
export const asEntry = (item: TimelineItem): Entry => item as Entry;

/** Which party an entry comes from. */
export function sideOf({ actor: { kind } }: Pick<Entry, 'actor'>): Side | 'system' {
  if (kind === 'system') return 'system';
  return kind === 'contact' || kind === 'stranger' || kind === 'machine' ? 'customer' : 'desk';
}

/** Entries about the machinery: shown when every event is asked for. */
const machinery: ReadonlySet<EventType> = new Set<EventType>([
  'notice.sent',
  'page.sent',
  'page.receipt',
  'update.nudged',
  'closure.reminded',
  'workflow.started',
  'workflow.renewed',
  'critical.declared',
]);

export const isMachinery = ({ type }: Pick<Entry, 'type'>): boolean => machinery.has(type);

/** What a person wrote in an entry; null where the headline says it all. */
export function wordsOf(entry: Entry): string | null {
  switch (entry.type) {
    case 'message.received':
    case 'message.sent':
    case 'note.added':
      return entry.data.text;
    case 'update.sent':
      return `${entry.data.nature}\n\n${entry.data.changed}`;
    case 'workaround.given':
    case 'unavailability.ended':
      return entry.data.description;
    case 'closure.proposed':
      return entry.data.summary;
    case 'closure.declined':
    case 'case.escalated':
    case 'case.reopened':
    case 'workaround.failed':
    case 'classification.proposed':
    case 'classification.changed':
    case 'quarantine.discarded':
      return entry.data.reason;
    case 'handover.noted':
      return entry.data.situation;
    case 'callback.attempted':
    case 'callback.reached':
      return entry.data.notes;
    case 'vital-information.recorded':
      return entry.data.vitalInformation.description;
    case 'owner.assigned':
      return [entry.data.reason, entry.data.summary].filter((text) => text !== null).join('\n\n') || null;
    case 'closing-note.recorded':
      return (
        [entry.data.cause, ...entry.data.followUps.map(({ what, dueOn }) => `• ${what} (${dueOn})`)]
          .filter((text) => text !== null)
          .join('\n') || null
      );
    case 'satisfaction.rated':
      return entry.data.comment;
    case 'delivery.failed':
      return entry.data.diagnostic;
    default:
      return null;
  }
}

/** Messages between the parties and among the desk: drawn as speech rather than as a line. */
const speech: ReadonlySet<EventType> = new Set<EventType>([
  'message.received',
  'message.sent',
  'note.added',
  'update.sent',
  'workaround.given',
  'unavailability.ended',
]);

/** A mail that a rule wrote: its words are the desk's own, so the timeline names it and does not repeat it. */
export const isNotice = (entry: Entry<'message.sent'>): boolean =>
  entry.data.mail?.notice != null && entry.data.text === '';

export const isSpeech = (entry: Entry): boolean =>
  speech.has(entry.type) && !(entry.type === 'message.sent' && isNotice(entry));
