import type { CaseEvents, NewEntry } from './events.ts';
import type { QuarantineReason } from './mail.ts';
import { openingDeadlines, type Terms } from './terms.ts';
import type { Actor, Category, Channel, Language, Party, Severity } from './vocabulary.ts';

/** What somebody asks for when a case is opened, whatever the way in. */
export interface Submission {
  readonly number: string;
  readonly accountId: string | null;
  readonly subject: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly channel: Channel;
  readonly language: Language;
  readonly requester: Party;
  readonly parties: readonly Party[];
  readonly affected?: CaseEvents['case.opened']['affected'];
  /** The hours that the case keeps. */
  readonly calendarId?: string | undefined;
  readonly quarantine: QuarantineReason | null;
  /** The first message, as it came in. */
  readonly message: CaseEvents['message.received'];
}

/**
 * Opens a case with its first message. A quarantined case has no clock: nobody promised a stranger
 * anything. A critical case's clocks are its own (critical.ts), the owner's clock runs all the same.
 */
export function decideOpen(
  submission: Submission,
  { now, actor, terms }: { now: string; actor: Actor; terms: Terms },
): NewEntry[] {
  const { message, parties, affected, calendarId, ...opened } = submission;
  const clocks = submission.quarantine === null ? { deadlines: openingDeadlines(now, terms) } : {};
  return [
    {
      type: 'case.opened',
      at: now,
      actor,
      visibility: 'public',
      data: {
        ...opened,
        parties: [...parties],
        ...(affected === undefined ? {} : { affected }),
        ...(calendarId === undefined ? {} : { calendarId }),
        ...clocks,
      },
    },
    { type: 'message.received', at: now, actor, visibility: 'public', data: message },
  ];
}
