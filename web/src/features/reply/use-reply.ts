import type { CaseView } from '../../../../shared/contracts/api/views.ts';
import { useAction } from '../../api/actions.ts';
import { ApiProblem } from '../../api/errors.ts';
import { ofCase } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useHasRole } from '../../app/person.tsx';
import { useUploads } from '../files/use-uploads.ts';

interface ReplyDraft {
  readonly kind: 'reply' | 'note';
  readonly reply: string;
  readonly note: string;
  readonly waiting: boolean;
  readonly nextUpdateAt: string | null;
  /** The customer's last entry when the draft was begun; null while nothing is written. */
  readonly seenCustomerSeq: number | null;
}

/**
 * The state of the agent's composer. A draft remembers what the agent had read when it was begun, so that an
 * answer that crosses a new mail of the customer is held back once, here or by the API.
 */
export function useReply(of: CaseView) {
  const { states } = useText();
  const uploads = useUploads();
  const mayAnswer = useHasRole('agent', 'supervisor', 'tam');
  const { value, change, clear, keptAt } = useDraft<ReplyDraft>(`reply ${of.caseId}`, {
    kind: 'reply',
    reply: '',
    note: '',
    waiting: false,
    nextUpdateAt: null,
    seenCustomerSeq: null,
  });
  const action = useAction('postMessage', {
    refresh: ofCase(of.caseId),
    done: states.sent,
    onSuccess: () => {
      // The other kind of draft stays: a note is not sent because the reply was.
      change({ [kind]: '', seenCustomerSeq: null, nextUpdateAt: null, waiting: false });
      if (value[kind === 'reply' ? 'note' : 'reply'] === '') clear();
      uploads.clear();
    },
  });
  const kind = mayAnswer ? value.kind : 'note';
  const text = value[kind];
  const { waiting, nextUpdateAt, seenCustomerSeq } = value;
  const crossed = seenCustomerSeq !== null && of.lastCustomerSeq > seenCustomerSeq;
  const refused = action.error instanceof ApiProblem && action.error.status === 412;
  const collided = kind === 'reply' && text !== '' && (crossed || refused);
  return {
    value,
    kind,
    mayAnswer,
    text,
    keptAt,
    uploads,
    collided,
    change,
    isPending: action.isPending,
    error: refused ? null : action.error,
    write: (next: string) => change({ [kind]: next, seenCustomerSeq: seenCustomerSeq ?? of.lastCustomerSeq }),
    discard: () => change({ [kind]: '', seenCustomerSeq: null }),
    send: () => {
      // The button of a collision says that the new message has been read.
      const seen = collided ? of.lastCustomerSeq : seenCustomerSeq;
      if (collided) change({ seenCustomerSeq: of.lastCustomerSeq });
      const body =
        kind === 'note'
          ? { body: text, visibility: 'internal' as const, attachmentIds: uploads.ids }
          : {
              body: text,
              visibility: 'public' as const,
              attachmentIds: uploads.ids,
              waitingOnCustomer: waiting,
              nextUpdateAt: waiting ? null : nextUpdateAt,
              seenCustomerSeq: seen,
            };
      action.mutate({ path: { caseId: of.caseId }, body });
    },
  };
}

export type Reply = ReturnType<typeof useReply>;
