import { describe, expect, it } from 'vitest';
import {
  decideAgreeClosure,
  decideDeclineClosure,
  decideProposeClosure,
} from '../../../../shared/domain/case/closure.ts';
import { decideLogCallback } from '../../../../shared/domain/case/critical/callback.ts';
import { backToWorkClocks } from '../../../../shared/domain/case/critical/clocks.ts';
import { decideClosingNote } from '../../../../shared/domain/case/critical/closing-note.ts';
import { decideEnd, decideWorkaround } from '../../../../shared/domain/case/critical/outcome.ts';
import { carries, decideTakeUp, stageFor } from '../../../../shared/domain/case/critical/workflow.ts';
import { ana, at, clock, criticalStory, mail, marta, reachedCall, type Story } from './story.ts';

const working = (): Story =>
  criticalStory().does(marta, 9, (of, context) => decideLogCallback(of, reachedCall(5), context));
const outcome = { description: 'Use the second endpoint.', at: null, mail };
const note = { cause: null, unavailableSeconds: 900, followUps: [] };
const propose = (story: Story, minutes: number) =>
  story.does(marta, minutes, (of, context) =>
    decideProposeClosure(of, { by: 'desk', summary: 'Over.' }, context),
  );

describe('a workaround or the end', () => {
  it.each([
    { decide: decideWorkaround, stage: 'workaround-given', fact: 'workaroundAt' },
    { decide: decideEnd, stage: 'ended', fact: 'endedAt' },
  ] as const)('is the way out of the work: $stage', ({ decide, stage, fact }) => {
    const { current } = working().does(marta, 20, (of, context) => decide(of, outcome, context));
    expect(current.critical).toMatchObject({ stage, [fact]: at(20), nextUpdateDueAt: null });
    expect(current.deadlines).not.toHaveProperty('critical-update');
  });

  it('leaves the customer a promise: the next update, in business hours', () => {
    const { current } = working().does(marta, 20, (of, context) => decideEnd(of, outcome, context));
    expect(current.deadlines).toHaveProperty('update');
    expect(current.deadlines).toHaveProperty('owner-silence');
  });

  it('does not replace the callback: what is owed stays owed', () => {
    const story = criticalStory().does(marta, 5, (of, context) => decideEnd(of, outcome, context));
    expect(story.current.critical?.stage).toBe('paging');
    expect(story.current.deadlines.callback).toBe(at(15));
    story.does(marta, 9, (of, context) => decideLogCallback(of, reachedCall(6), context));
    expect(story.current.critical?.stage).toBe('ended');
    expect(story.current.deadlines).not.toHaveProperty('critical-update');
  });

  it('can follow a workaround, but nothing follows the end', () => {
    const story = working().does(marta, 20, (of, context) => decideWorkaround(of, outcome, context));
    story.does(marta, 40, (of, context) => decideEnd(of, outcome, context));
    expect(story.current.critical?.stage).toBe('ended');
    expect(() => story.does(marta, 41, (of, context) => decideWorkaround(of, outcome, context))).toThrow(
      expect.objectContaining({ code: 'issue-ended' }),
    );
  });

  it('refuses a time that has not come', () => {
    expect(() =>
      working().does(marta, 20, (of, context) => decideEnd(of, { ...outcome, at: at(30) }, context)),
    ).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});

describe('closing by both', () => {
  const ended = () => working().does(marta, 20, (of, context) => decideEnd(of, outcome, context));
  const noted = () => ended().does(marta, 21, (of, context) => decideClosingNote(of, note, context));

  it.each([
    { story: working, because: 'it is neither over nor worked around' },
    { story: ended, because: 'the closing note is missing' },
  ])('is not proposed by the desk while $because', ({ story }) => {
    expect(() => propose(story(), 30)).toThrow(expect.objectContaining({ kind: 'conflict' }));
  });

  it('takes the proposal of one and the agreement of the other', () => {
    const story = propose(noted(), 30);
    expect(story.current.critical?.stage).toBe('closure-proposed');
    story.does(ana, 40, (of, context) =>
      decideAgreeClosure(of, { by: 'customer', means: 'dashboard' }, context),
    );
    expect(story.current).toMatchObject({ status: 'closed', closedHow: 'agreed' });
    expect(story.current.critical?.stage).toBe('closed');
    expect(story.current.deadlines).toEqual({});
  });

  it('goes back to work when the customer declines: what was declared counts no longer', () => {
    const story = propose(noted(), 30).does(ana, 40, (of, context) =>
      decideDeclineClosure(of, { by: 'customer', reason: 'Still down.' }, context),
    );
    expect(story.current.critical).toMatchObject({ stage: 'working', endedAt: null, closingNote: false });
  });

  it('has the clocks of the work when it goes back to it', () => {
    const { current } = noted();
    expect(backToWorkClocks(current, at(40))).toEqual({
      'critical-update': at(70),
      'critical-update-nudge': at(65),
      page: at(40),
    });
    expect(backToWorkClocks({ ...current, severity: 'non-critical' }, at(40))).toEqual({});
  });

  it('moves no callback that is owed when the customer declines: they were promised 15 minutes once', () => {
    const uncalled = criticalStory()
      .does(marta, 5, (of, context) => decideEnd(of, outcome, context))
      .does(marta, 6, (of, context) => decideClosingNote(of, note, context));
    const { current } = propose(uncalled, 13).does(ana, 14, (of, context) =>
      decideDeclineClosure(of, { by: 'customer', reason: 'Nobody has called.' }, context),
    );
    expect(current.deadlines.callback).toBe(at(15));
    expect(current.critical).toMatchObject({ stage: 'paging', callbackDueAt: at(15) });
  });

  it('keeps the callback owed while the customer proposes to close', () => {
    const story = criticalStory().does(ana, 3, (of, context) =>
      decideProposeClosure(of, { by: 'customer', summary: 'Never mind.' }, context),
    );
    expect(story.current.deadlines.callback).toBe(at(15));
    story.does(marta, 9, (of, context) => decideLogCallback(of, reachedCall(5), context));
    story.does(marta, 10, (of, context) =>
      decideDeclineClosure(of, { by: 'desk', reason: 'Still failing.' }, context),
    );
    expect(story.current.critical?.stage).toBe('working');
  });
});

describe('the run that carries a case', () => {
  const takeUp = (story: Story, name: string) =>
    story.does(clock, 0, (of, context) => decideTakeUp(of, name, context));

  it('is taken up once, whatever is delivered twice', () => {
    const story = takeUp(takeUp(criticalStory(), 'case-1-2'), 'case-1-2');
    expect(story.entries.filter(({ type }) => type === 'workflow.started')).toHaveLength(1);
  });

  it('gives way to a newer one, and never to an older one', () => {
    const story = takeUp(takeUp(criticalStory(), 'case-1-2'), 'case-1-9');
    takeUp(story, 'case-1-2');
    expect(story.current.critical?.executionName).toBe('case-1-9');
    expect(carries(story.current, 'case-1-10')).toBe(true);
    expect(stageFor(story.current, 'case-1-2')).toBe('superseded');
    expect(stageFor(story.current, 'case-1-9')).toBe('paging');
  });

  it('has nothing to do on a case that was never critical', () => {
    expect(stageFor({ ...criticalStory().current, critical: null }, 'case-1-2')).toBe('not-critical');
  });
});
