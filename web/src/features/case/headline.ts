import type { CriticalEventType } from '../../../../shared/contracts/vocabulary.ts';
import type { Messages } from '../../app/i18n/en/index.ts';
import { saySpan } from '../../app/time.ts';
import { type Entry, isNotice } from './entry.ts';
import { sayNumber } from './number.ts';
import { sayChannel } from './page-channel.ts';

type Words = Pick<
  Messages,
  | 'entry'
  | 'noticeMail'
  | 'channel'
  | 'severity'
  | 'category'
  | 'deadline'
  | 'receipt'
  | 'outcome'
  | 'peoplePage'
>;

interface Headline {
  readonly text: string;
  /** Whether the actor's name goes before it. */
  readonly byActor: boolean;
}

const by = (text: string): Headline => ({ text, byActor: true });
const alone = (text: string): Headline => ({ text, byActor: false });

/** What an entry says happened, in the reader's language; a new type of entry does not compile without its words. */
export function headlineOf(entry: Entry, t: Words, sayTime: (at: string) => string): Headline {
  const { entry: words } = t;
  switch (entry.type) {
    case 'case.opened':
      return by(words.opened(t.channel[entry.data.channel]));
    case 'message.received':
      return by(words.received);
    case 'message.sent':
      return isNotice(entry)
        ? alone(t.noticeMail[entry.data.mail?.notice ?? 'acknowledgement'])
        : by(words.sent);
    case 'notice.sent':
      return alone(words.notice);
    case 'note.added':
      return by(words.note);
    case 'owner.assigned':
      return entry.data.how === 'hand' && entry.actor.id !== entry.data.ownerId
        ? alone(words.assignedBy(entry.data.ownerName, entry.actor.name))
        : alone(words.assigned(entry.data.ownerName));
    case 'classification.changed':
      return by(words.classified(t.severity[entry.data.severity], t.category[entry.data.category]));
    case 'classification.proposed':
      return by(words.classificationProposed);
    case 'deadline.missed':
      return alone(words.missed(t.deadline[entry.data.kind], sayTime(entry.data.dueAt)));
    case 'case.escalated':
      return by(words.escalated(entry.data.to.name));
    case 'closure.proposed':
      return by(words.closureProposed);
    case 'closure.agreed':
      return by(words.closureAgreed);
    case 'closure.declined':
      return by(words.closureDeclined);
    case 'closure.reminded':
      return alone(words.closureReminded(entry.data.reminder));
    case 'case.closed':
      return alone(closedWords(entry.data.how, words));
    case 'case.reopened':
      return by(words.reopened);
    case 'case.merged':
      return alone(words.merged(sayNumber(entry.data.into.number)));
    case 'case.absorbed':
      return alone(words.absorbed(sayNumber(entry.data.from.number)));
    case 'case.linked':
      return alone(
        words[entry.data.relation === 'follows' ? 'follows' : 'followedBy'](sayNumber(entry.data.number)),
      );
    case 'quarantine.released':
      return by(words.released);
    case 'quarantine.discarded':
      return by(words.discarded);
    case 'delivery.failed':
      return alone(deliveryWords(entry.data, words));
    case 'satisfaction.rated':
      return by(words.rated[entry.data.rating]);
    case 'person.erased':
      return alone(words.erased);
    default:
      return criticalHeadline(entry, t);
  }
}

function criticalHeadline(entry: Entry<CriticalEventType>, t: Words): Headline {
  const { entry: words } = t;
  switch (entry.type) {
    case 'critical.declared':
      return by(words.declared);
    case 'vital-information.recorded':
      return by(words.vital);
    case 'vital-information.corrected':
      return by(words.vitalCorrected);
    case 'page.sent':
      return alone(
        words.paged(entry.data.personName, sayChannel(entry.data.channel, t.peoplePage.channelKind)),
      );
    case 'page.receipt':
      return alone(
        words.pageReceipt(
          t.receipt[entry.data.receipt],
          sayChannel(entry.data.channel, t.peoplePage.channelKind),
        ),
      );
    case 'page.declined':
      return alone(words.declined(entry.data.personName));
    case 'page.acknowledged':
      return alone(words.acknowledged(entry.data.personName));
    case 'callback.attempted':
      return by(words.callAttempted(t.outcome[entry.data.outcome]));
    case 'callback.reached':
      return by(words.callReached(saySpan(entry.data.elapsedSeconds * 1000)));
    case 'cadence.proposed':
      return by(words.cadenceProposed(entry.data.minutes));
    case 'cadence.agreed':
      return alone(words.cadenceAgreed(entry.data.minutes));
    case 'update.sent':
      return by(words.update);
    case 'update.nudged':
      return alone(words.nudged);
    case 'handover.noted':
      return by(words.handedOver(entry.data.toName));
    case 'handover.asked':
      return alone(words.handoverAsked(entry.data.toName));
    case 'workaround.given':
      return by(words.workaround);
    case 'workaround.failed':
      return by(words.workaroundFailed);
    case 'unavailability.ended':
      return by(words.ended);
    case 'unavailability.measured':
      return by(words.measured(words.verdict[entry.data.verdict]));
    case 'closing-note.recorded':
      return by(words.closingNote);
    case 'workflow.started':
      return alone(words.workflow);
    case 'workflow.renewed':
      return alone(words.workflowRenewed);
  }
}

function closedWords(how: string, words: Messages['entry']): string {
  if (how === 'without-answer') return words.closedUnanswered;
  if (how === 'merged') return words.closedMerged;
  return how === 'discarded' ? words.closedDiscarded : words.closed;
}

function deliveryWords(
  {
    recipient,
    source,
    status,
    permanent,
  }: { recipient: string; source: string; status: string | null; permanent: boolean },
  words: Messages['entry'],
): string {
  if (source === 'complaint') return words.complaint(recipient);
  if (source === 'delayed') return words.deliveryDelayed(recipient);
  const detail = [permanent ? words.permanent : words.temporary, ...(status === null ? [] : [status])].join(
    ', ',
  );
  return `${words.deliveryFailed(recipient)} (${detail})`;
}
