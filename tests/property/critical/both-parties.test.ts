import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../shared/domain/case/case.ts';
import { firstBrokenLink } from '../../../shared/domain/case/chain.ts';
import { decideClassify } from '../../../shared/domain/case/classify.ts';
import {
  decideAgreeClosure,
  decideDeclineClosure,
  decideProposeClosure,
} from '../../../shared/domain/case/closure.ts';
import { decideAcknowledge } from '../../../shared/domain/case/critical/acknowledge.ts';
import { decideBreach, overduePromise } from '../../../shared/domain/case/critical/breach.ts';
import { decideCadence } from '../../../shared/domain/case/critical/cadence.ts';
import { decideLogCallback } from '../../../shared/domain/case/critical/callback.ts';
import { minutesAfter } from '../../../shared/domain/case/critical/clocks.ts';
import { decideClosingNote } from '../../../shared/domain/case/critical/closing-note.ts';
import { decideEnd, decideWorkaround } from '../../../shared/domain/case/critical/outcome.ts';
import { decideNudge, decideSendUpdate } from '../../../shared/domain/case/critical/update.ts';
import { decideVitalInformation } from '../../../shared/domain/case/critical/vital-information.ts';
import type { NewEntry } from '../../../shared/domain/case/events.ts';
import { GuardiaError } from '../../../shared/errors/index.ts';
import {
  ana,
  at,
  clock,
  criticalStory,
  luis,
  mail,
  marta,
  reachedCall,
  rosa,
  type Story,
  type StoryContext,
  sha256,
  vital,
} from '../../unit/domain/critical/story.ts';

type Decide = (of: Case, context: StoryContext) => readonly NewEntry[];
interface Step {
  readonly name: string;
  readonly who: typeof ana;
  readonly decide: Decide;
}

const outcome = { description: 'x', at: null, mail };
const clockTicks: Decide = (of, context) => {
  const kind = overduePromise(of, context.now);
  return kind === null ? decideNudge(of, context) : decideBreach(of, { kind, escalateTo: null }, context);
};

/** Everything that either party and the clock can do. */
const steps: Step[] = [
  {
    name: 'vital information',
    who: rosa,
    decide: (of, c) =>
      decideVitalInformation(of, { vitalInformation: vital, source: 'hotline', reason: 'again' }, c),
  },
  { name: 'acknowledge', who: luis, decide: (of, c) => decideAcknowledge(of, { channel: 'sms' }, c) },
  {
    name: 'reach',
    who: marta,
    decide: (of, c) => decideLogCallback(of, { ...reachedCall(0), startedAt: c.now }, c),
  },
  {
    name: 'try',
    who: marta,
    decide: (of, c) =>
      decideLogCallback(of, { ...reachedCall(0), startedAt: c.now, outcome: 'busy', durationSeconds: 0 }, c),
  },
  {
    name: 'cadence of the customer',
    who: ana,
    decide: (of, c) => decideCadence(of, { minutes: 15, mail: null }, c),
  },
  {
    name: 'cadence of the desk',
    who: marta,
    decide: (of, c) => decideCadence(of, { minutes: 15, mail: null }, c),
  },
  {
    name: 'update',
    who: marta,
    decide: (of, c) =>
      decideSendUpdate(
        of,
        { nature: 'n', changed: 'c', expectedResolutionAt: null, nextEstimateAt: at(10_000), mail },
        c,
      ),
  },
  { name: 'workaround', who: marta, decide: (of, c) => decideWorkaround(of, outcome, c) },
  { name: 'end', who: luis, decide: (of, c) => decideEnd(of, outcome, c) },
  {
    name: 'note',
    who: marta,
    decide: (of, c) => decideClosingNote(of, { cause: null, unavailableSeconds: null, followUps: [] }, c),
  },
  {
    name: 'desk proposes',
    who: marta,
    decide: (of, c) => decideProposeClosure(of, { by: 'desk', summary: 's' }, c),
  },
  {
    name: 'customer proposes',
    who: ana,
    decide: (of, c) => decideProposeClosure(of, { by: 'customer', summary: 's' }, c),
  },
  {
    name: 'customer agrees',
    who: ana,
    decide: (of, c) => decideAgreeClosure(of, { by: 'customer', means: 'mail' }, c),
  },
  {
    name: 'desk agrees',
    who: marta,
    decide: (of, c) => decideAgreeClosure(of, { by: 'desk', means: 'api' }, c),
  },
  {
    name: 'customer declines',
    who: ana,
    decide: (of, c) => decideDeclineClosure(of, { by: 'customer', reason: 'r' }, c),
  },
  {
    name: 'desk declines',
    who: marta,
    decide: (of, c) => decideDeclineClosure(of, { by: 'desk', reason: 'r' }, c),
  },
  {
    name: 'reclassify',
    who: marta,
    decide: (of, c) => decideClassify(of, { severity: 'non-critical', reason: 'r' }, c),
  },
  { name: 'the clock', who: clock, decide: clockTicks },
];

const anyStep = fc.tuple(fc.constantFrom(...steps), fc.integer({ min: 0, max: 20 }));
/** The clock looks every minute, as the workflow and the tick do. */
function tell(chosen: readonly [Step, number][], vitalInformation: typeof vital | null): Story {
  const story = criticalStory({ vitalInformation });
  let minutes = 0;
  for (const [{ who, decide }, pause] of chosen) {
    for (let passed = 0; passed < pause; passed++) story.does(clock, ++minutes, clockTicks);
    try {
      story.does(who, minutes, decide);
    } catch (error) {
      if (!(error instanceof GuardiaError)) throw error;
    }
  }
  return story;
}

const law = (name: string, holds: (story: Story) => void): void => {
  it(name, () => {
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 40 }),
        fc.constantFrom(vital, null),
        (chosen, vitalInformation) => holds(tell(chosen as [Step, number][], vitalInformation)),
      ),
      { numRuns: 300 },
    );
  });
};
const ofType = (story: Story, type: string) => story.entries.filter((entry) => entry.type === type);

describe('whatever both parties and the clock do', () => {
  law('the case is the fold of its timeline, and the chain holds', (story) => {
    expect(story.replayed).toEqual(story.current);
    expect(firstBrokenLink(story.entries, sha256)).toBeNull();
  });

  law('the clock of the callback starts once and never moves', (story) => {
    const [first, ...more] = ofType(story, 'vital-information.recorded');
    expect(more).toEqual([]);
    if (first === undefined) return;
    const { clockStartedAt, callbackDueAt } = story.current.critical ?? {};
    expect(clockStartedAt).toBe(first.at);
    expect(callbackDueAt).toBe(minutesAfter(first.at, 15));
  });

  law(
    'only a call that reached the customer takes the callback away, or the end of the whole case',
    (story) => {
      const { critical, deadlines, severity, status } = story.current;
      const owed = critical?.clockStartedAt != null && critical.callbackReachedAt === null;
      if (owed && severity === 'critical' && status !== 'closed')
        expect(deadlines.callback).toBe(critical.callbackDueAt);
      if (!owed) expect(deadlines.callback).toBeUndefined();
    },
  );

  law('each promise is missed at most once, and never early', (story) => {
    const missed = ofType(story, 'deadline.missed').map((entry) => ({
      at: entry.at,
      ...(entry.data as { kind: string; dueAt: string }),
    }));
    for (const { at: noticed, dueAt } of missed) expect(noticed >= dueAt).toBe(true);
    const promises = missed.map(({ kind, dueAt }) => `${kind} ${dueAt}`);
    expect(new Set(promises).size).toBe(promises.length);
  });

  law('work goes on under a clock: while it is worked on, an update is due', (story) => {
    const { critical, deadlines } = story.current;
    if (critical?.stage === 'working') expect(deadlines['critical-update']).toBeDefined();
  });

  law('it is closed by both parties or not at all', (story) => {
    if (story.current.status !== 'closed') return;
    const proposal = ofType(story, 'closure.proposed').at(-1)?.data as { by: string };
    const agreement = ofType(story, 'closure.agreed').at(-1)?.data as { by: string };
    expect(new Set([proposal.by, agreement.by])).toEqual(new Set(['customer', 'desk']));
  });
});
