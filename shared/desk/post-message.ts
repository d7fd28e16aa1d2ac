import type { Uploads } from '../aws/uploads.ts';
import { authoriseSpeaker, onlyForDesk } from '../domain/access/policy.ts';
import { sideOf } from '../domain/access/principal.ts';
import type { Case } from '../domain/case/case.ts';
import type { TimelineEntry } from '../domain/case/events.ts';
import { decideAnswer, decideNote, decideReceive, refuseOnClosed } from '../domain/case/message.ts';
import { type Assignment, decideAssign } from '../domain/case/ownership.ts';
import type { Actor } from '../domain/case/vocabulary.ts';
import { InvalidInput } from '../errors/index.ts';
import { type Command, command } from './commands.ts';
import type { Desk } from './desk.ts';
import { letter } from './mails.ts';
import { described } from './submit-case.ts';
import { submittedAttachments } from './submitted-attachments.ts';
import { tellOwner } from './tell-owner.ts';

export interface Words {
  readonly body: string;
  readonly visibility: 'public' | 'internal';
  readonly attachmentIds: readonly string[];
  readonly waitingOnCustomer: boolean;
  readonly nextUpdateAt: string | null;
  readonly seenCustomerSeq: number | null;
}

/**
 * Somebody writes on a case: a customer to the desk, the desk to the customer (it goes out by mail), or
 * the desk to itself.
 */
export async function postMessage(
  desk: Desk & { readonly uploads: Uploads },
  asked: Command & { readonly words: Words },
): Promise<{ readonly after: Case; readonly entry: TimelineEntry | null }> {
  const { principal, words } = asked;
  const side = sideOf(principal);
  onlyForDesk(principal, 'visibility', words.visibility === 'internal');
  onlyForDesk(principal, 'waitingOnCustomer', words.waitingOnCustomer);
  onlyForDesk(principal, 'nextUpdateAt', words.nextUpdateAt !== null);
  const files = await submittedAttachments(desk.uploads, principal, words.attachmentIds);
  return await command(desk, asked, async (current, context) => {
    if (words.visibility === 'internal') return decideNote(words.body, files, context);
    if (side === 'customer') {
      refuseOnClosed(current);
      const from = {
        address: principal.address,
        name: principal.name,
        ...(principal.kind === 'contact' ? { contactId: principal.id } : {}),
      };
      const { subject } = current;
      const message = described({ requester: from, text: words.body, subject, files });
      return [
        ...decideReceive(current, message, context),
        ...(await tellOwner(desk, current, 'wrote', context.now)),
      ];
    }
    authoriseSpeaker(principal, 'An agent answers the customer: leave an internal note.');
    if (words.nextUpdateAt !== null) refuseNoPromise(words.nextUpdateAt, context.now);
    const { nextUpdateAt, waitingOnCustomer, seenCustomerSeq } = words;
    const mail = letter(current, { notice: null, variables: {}, automatic: false });
    const answer = { text: words.body, mail, attachments: files, nextUpdateAt, waitingOnCustomer };
    return [
      ...decideAnswer(current, { ...answer, seenCustomerSeq }, context),
      ...(current.ownerId === null ? decideAssign(current, taken(context.actor), context) : []),
    ];
  });
}

/** Who answers a case that nobody is responsible for is responsible for it. */
const taken = ({ id, name }: Actor): Assignment => ({
  ownerId: id,
  ownerName: name,
  how: 'hand',
  reason: null,
  summary: null,
});

const farthestPromise = 365 * 24 * 60 * 60_000;

function refuseNoPromise(nextUpdateAt: string, now: string): void {
  const ahead = Date.parse(nextUpdateAt) - Date.parse(now);
  if (ahead > 0 && ahead <= farthestPromise) return;
  throw new InvalidInput('The next update is promised for no time that helps the customer.', [
    { path: 'nextUpdateAt', message: 'Promise a time that is still to come, within a year.' },
  ]);
}
