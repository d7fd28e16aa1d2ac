import type { CaseSummary, CaseView, DeadlineView } from '../../../../shared/contracts/api/views.ts';
import type { DeadlineKind } from '../../../../shared/contracts/vocabulary.ts';
import type { Messages } from '../../app/i18n/en/index.ts';

type Promised = Messages['promise'];

/** Where a case stands for its customer: which sentence, and the time or name in it. */
export type Standing =
  | {
      readonly say: 'answerBy' | 'answerLate' | 'updateBy' | 'updateLate' | 'callBackBy' | 'callBackLate';
      readonly at: string;
    }
  | { readonly say: 'working'; readonly owner: string }
  | { readonly say: 'merged'; readonly number: string }
  | { readonly say: 'confirmClosing'; readonly lapsesAt: string | null }
  | {
      readonly say:
        | 'received'
        | 'waitingForYou'
        | 'closingAsked'
        | 'closed'
        | 'closedUnanswered'
        | 'callHotline'
        | 'workaroundGiven'
        | 'ended'
        | 'checking';
    };

type Known = Pick<CaseSummary, 'status' | 'stage' | 'owner'> & {
  readonly deadlines: readonly DeadlineView[];
} & Partial<Pick<CaseView, 'closedHow' | 'closureProposal' | 'mergedInto'>>;

const promises = [
  { kind: 'callback', by: 'callBackBy', late: 'callBackLate' },
  { kind: 'critical-update', by: 'updateBy', late: 'updateLate' },
  { kind: 'first-response', by: 'answerBy', late: 'answerLate' },
  { kind: 'update', by: 'updateBy', late: 'updateLate' },
] as const;

/**
 * What the customer waits for now, of everything that runs on a case. The soonest promise wins over how the
 * work stands, because a time is what a customer asks for; a missed one is said, never hidden. Whoever has a critical
 * issue that nobody can call them about yet is shown the hotline, not the hours of an answer.
 */
export function standingOf(of: Known, now: number): Standing {
  const settled = settledStanding(of);
  if (settled !== null) return settled;
  const promise = promises.find(({ kind }) => atOf(of, kind) !== undefined);
  const at = promise === undefined ? undefined : atOf(of, promise.kind);
  if (promise !== undefined && at !== undefined) {
    if (new Date(at).getTime() <= now) return { say: promise.late, at };
    if (of.stage !== 'intake') return { say: promise.by, at };
  }
  if (of.stage === 'workaround-given') return { say: 'workaroundGiven' };
  if (of.stage === 'ended') return { say: 'ended' };
  if (of.stage === 'intake') return { say: 'callHotline' };
  return of.owner === null ? { say: 'received' } : { say: 'working', owner: of.owner.name };
}

function settledStanding(of: Known): Standing | null {
  switch (of.status) {
    case 'closed':
      if (of.mergedInto !== undefined && of.mergedInto !== null)
        return { say: 'merged', number: of.mergedInto.number };
      return { say: of.closedHow === 'without-answer' ? 'closedUnanswered' : 'closed' };
    case 'closure-proposed':
      if (of.closureProposal?.by === 'customer') return { say: 'closingAsked' };
      return { say: 'confirmClosing', lapsesAt: atOf(of, 'closure-lapse') ?? null };
    case 'waiting-on-customer':
      return { say: 'waitingForYou' };
    case 'quarantined':
      return { say: 'checking' };
    default:
      return null;
  }
}

function atOf({ deadlines }: Known, kind: DeadlineKind): string | undefined {
  return deadlines.find((deadline) => deadline.kind === kind)?.at;
}

/** The standing as a sentence. */
export function sayStanding(standing: Standing, t: Promised, sayTime: (at: string) => string): string {
  switch (standing.say) {
    case 'answerBy':
    case 'answerLate':
    case 'updateBy':
    case 'updateLate':
    case 'callBackBy':
    case 'callBackLate':
      return t[standing.say](sayTime(standing.at));
    case 'working':
      return t.working(standing.owner);
    case 'merged':
      return t.merged(standing.number);
    case 'confirmClosing':
      return standing.lapsesAt === null
        ? t.confirmClosing
        : `${t.confirmClosing} ${t.closesBy(sayTime(standing.lapsesAt))}`;
    default:
      return t[standing.say];
  }
}

/** Whether it is the customer's turn. */
export function needsCustomer({ say }: Standing): boolean {
  return say === 'waitingForYou' || say === 'confirmClosing' || say === 'callHotline';
}

export function isLate({ say }: Standing): boolean {
  return say === 'answerLate' || say === 'updateLate' || say === 'callBackLate';
}
