import { describe, expect, it } from 'vitest';
import { mostUrgent, nextDeadline, parseNumber } from '../../../../shared/domain/case/case.ts';
import { decideClassify } from '../../../../shared/domain/case/classify.ts';
import {
  canReopen,
  decideAgreeClosure,
  decideDeclineClosure,
  decideProposeClosure,
  decideReopen,
} from '../../../../shared/domain/case/closure.ts';
import { clockActor } from '../../../../shared/domain/case/due.ts';
import { decideEscalate, escalationTarget } from '../../../../shared/domain/case/escalate.ts';
import { decideMergeAway } from '../../../../shared/domain/case/merge.ts';
import { type Candidate, decideAssign, pickOwner } from '../../../../shared/domain/case/ownership.ts';
import { decideRelease } from '../../../../shared/domain/case/quarantine.ts';
import type { Actor, Side } from '../../../../shared/domain/case/vocabulary.ts';
import { aCalendar } from '../calendar/calendars.ts';
import { ana, elena, Story, termsIn, tuesday } from './story.ts';

const propose = (story: Story, by: Side = 'desk') =>
  story.does((of, context) => decideProposeClosure(of, { by, summary: 'Solved.' }, context));
const agree = (story: Story, by: Side = 'customer') =>
  story.does((of, context) => decideAgreeClosure(of, { by, means: 'dashboard' }, context));
const closed = () => agree(propose(new Story().deskAnswers()));

describe('a new case', () => {
  it('owes an owner and a first answer', () => {
    expect(new Story().current.deadlines).toEqual({
      owner: '2026-11-24T10:00:00.000Z',
      'first-response': '2026-11-24T13:00:00.000Z',
    });
  });

  it('owes a stranger nothing while it is in quarantine, and everything from its release on', () => {
    const story = new Story(termsIn(), { accountId: null, quarantine: 'unknown-sender', parties: [] });
    expect(story.current.deadlines).toEqual({});

    const requester = { address: 'eve@elsewhere.example', name: 'Eve' };
    story
      .at('2026-11-25T09:00:00.000Z')
      .does((of, context) => decideRelease(of, { accountId: 'acme', requester }, context));
    expect(story.due('first-response')).toBe('2026-11-25T13:00:00.000Z');
    expect(story.current).toMatchObject({ status: 'new', accountId: 'acme', parties: [requester] });
  });
});

describe('the clocks of a case', () => {
  it.each([
    {
      what: (story: Story) => story.deskAnswers(),
      kinds: ['owner', 'owner-silence', 'update'],
      because: 'an answer promises the next word, and keeps an owner owed',
    },
    {
      what: (story: Story) => story.deskAnswers({ waitingOnCustomer: true }),
      kinds: ['owner'],
      because: 'waiting on the customer pauses what is promised to them',
    },
    {
      what: (story: Story) => story.deskAnswers({ waitingOnCustomer: true }).customerWrites(),
      kinds: ['owner', 'owner-silence', 'update'],
      because: 'their word ends the pause',
    },
    {
      what: (story: Story) => propose(story.deskAnswers()),
      kinds: ['closure-reminder', 'owner'],
      because: 'an open proposal waits for them, and reminds them',
    },
    {
      what: (story: Story) => propose(story.deskAnswers()).deskAnswers(),
      kinds: ['closure-reminder', 'owner'],
      because: 'what we add to our own proposal promises nothing new',
    },
    {
      what: (story: Story) => propose(story.deskAnswers(), 'customer'),
      kinds: ['owner', 'owner-silence', 'update'],
      because: 'their proposal waits for us',
    },
    { what: () => closed(), kinds: [], because: 'a closed case is late for nothing' },
  ])('are $kinds: $because', ({ what, kinds }) => {
    expect(Object.keys(what(new Story()).current.deadlines).sort()).toEqual(kinds);
  });

  it('keep a promised time to the minute', () => {
    const nextUpdateAt = '2026-11-25T07:12:00.000Z';

    expect(new Story().deskAnswers({ nextUpdateAt }).due('update')).toBe(nextUpdateAt);
  });

  it('bring the next update forward when the customer writes, and never push it back', () => {
    const soon = '2026-11-24T09:30:00.000Z';
    const late = '2026-11-27T09:30:00.000Z';

    expect(new Story().deskAnswers({ nextUpdateAt: soon }).customerWrites().due('update')).toBe(soon);
    expect(new Story().deskAnswers({ nextUpdateAt: late }).customerWrites().due('update')).toBe(
      '2026-11-24T13:00:00.000Z',
    );
  });

  it('are missed once each, stay owed, and are renewed by a new promise', () => {
    const story = new Story().at('2026-11-24T16:00:00.000Z').falls().falls();
    expect(story.missed()).toEqual(['owner', 'first-response']);
    expect(nextDeadline(story.current)).toBeNull();
    expect(mostUrgent(story.current)?.kind).toBe('owner');

    story.deskAnswers();
    expect(story.late()).toEqual(['owner']);
  });
});

describe('closing', () => {
  it('takes a proposal and the other party’s agreement', () => {
    expect(closed().current).toMatchObject({ status: 'closed', closedHow: 'agreed' });
  });

  it.each([
    { act: () => agree(new Story()), code: 'no-closure-proposal', because: 'nobody proposed' },
    { act: () => agree(propose(new Story()), 'desk'), code: 'own-closure-proposal', because: 'it takes two' },
    { act: () => propose(propose(new Story())), code: 'closure-already-proposed', because: 'one is open' },
    { act: () => propose(closed()), code: 'case-closed', because: 'it is closed' },
    { act: () => agree(closed()), code: 'no-closure-proposal', because: 'it is closed already' },
  ])('is refused with $code: $because', ({ act, code }) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });

  it('declined leaves the case in work, with a new promise', () => {
    const story = propose(new Story().deskAnswers()).does(
      (of, context) => decideDeclineClosure(of, { by: 'customer', reason: 'It still fails.' }, context),
      ana,
    );

    expect(story.current).toMatchObject({ status: 'in-progress', closureProposal: null });
    expect(Object.keys(story.current.deadlines).sort()).toEqual(['owner', 'owner-silence', 'update']);
  });

  const remindedTwice = (closureLapseMinutes: number | null) => {
    const targets = { closureReminderMinutes: [480, 480], closureLapseMinutes };
    const story = propose(new Story(termsIn(aCalendar(), targets)).deskAnswers());
    return story.at('2026-11-25T09:00:00.000Z').falls().at('2026-11-27T09:00:00.000Z').falls();
  };

  it('without an answer reminds on its schedule, and stays open for good where the terms say nothing', () => {
    const story = remindedTwice(null).at('2027-11-27T09:00:00.000Z').falls();

    expect(story.entries.filter(({ type }) => type === 'closure.reminded')).toHaveLength(2);
    expect(story.current.status).toBe('closure-proposed');
  });

  it('without an answer ends, labelled so, only where the terms set a time for it', () => {
    const story = remindedTwice(480).at('2026-12-01T09:00:00.000Z').falls();

    expect(story.current).toMatchObject({ status: 'closed', closedHow: 'without-answer' });
  });

  it('without an answer ends also where the terms have no reminders', () => {
    const targets = { closureReminderMinutes: [], closureLapseMinutes: 480 };
    const story = propose(new Story(termsIn(aCalendar(), targets)).deskAnswers());

    expect(story.due('closure-lapse')).toBe('2026-11-24T17:00:00.000Z');
  });
});

describe('reopening', () => {
  it.each([
    { at: '2026-12-08T09:00:00.000Z', can: true, because: 'it is the fourteenth day to the minute' },
    { at: '2026-12-08T09:00:00.001Z', can: false, because: 'the time is over: a linked case follows' },
  ])('at $at is possible: $can, because $because', ({ at, can }) => {
    expect(canReopen(closed().current, at, termsIn())).toBe(can);
  });

  it('is refused for a case that is open, and for one that was merged away', () => {
    const reopen = (story: Story) =>
      story.does((of, context) => decideReopen(of, { by: 'customer', reason: 'Back.' }, context));
    const other = { ...new Story().current, caseId: 'case2' };
    const merged = new Story().does((of, context) => decideMergeAway(of, other, context));

    expect(() => reopen(new Story())).toThrow(expect.objectContaining({ code: 'case-not-closed' }));
    expect(() => reopen(merged)).toThrow(expect.objectContaining({ code: 'case-merged' }));
  });
});

describe('an answer', () => {
  it('is refused when the customer wrote since it was begun, and taken when it was read', () => {
    const story = new Story();
    const { lastCustomerSeq } = story.current;
    story.customerWrites();

    expect(() => story.deskAnswers({ seenCustomerSeq: lastCustomerSeq })).toThrow(
      expect.objectContaining({ code: 'newer-customer-message' }),
    );
    expect(story.deskAnswers({ seenCustomerSeq: story.current.lastCustomerSeq }).current.status).toBe(
      'in-progress',
    );
  });

  it('is refused on a case that is closed', () => {
    expect(() => closed().deskAnswers()).toThrow(expect.objectContaining({ code: 'case-closed' }));
  });
});

describe('the owner', () => {
  const to = (ownerId: string, words: { reason?: string; summary?: string } = {}) => ({
    ownerId,
    ownerName: ownerId,
    how: 'hand' as const,
    reason: words.reason ?? null,
    summary: words.summary ?? null,
  });
  const assign = (story: Story, ...args: Parameters<typeof to>) =>
    story.does((of, context) => decideAssign(of, to(...args), context));

  it('is found without words the first time, and handed over with a reason and a summary', () => {
    const story = assign(new Story(), 'elena');
    expect(story.due('owner')).toBeUndefined();

    expect(() => assign(story, 'marco')).toThrow(
      expect.objectContaining({
        fields: [{ path: 'reason', message: expect.any(String) }, expect.anything()],
      }),
    );
    expect(assign(story, 'marco', { reason: 'Leave.', summary: 'Half done.' }).current.ownerId).toBe('marco');
  });

  it('stays without an entry when it is the same', () => {
    const story = assign(new Story(), 'elena');

    expect(assign(story, 'elena').entries).toHaveLength(3);
  });

  const candidate = (personId: string, fields: Partial<Candidate> = {}): Candidate => ({
    personId,
    name: personId,
    languages: ['es'],
    skills: ['information'],
    available: true,
    atWork: true,
    openCases: 3,
    ...fields,
  });

  it.each([
    { other: candidate('b', { openCases: 2 }), chosen: 'b', because: 'they have fewer open cases' },
    { other: candidate('b', { openCases: 0, atWork: false }), chosen: 'a', because: 'the other is at home' },
    {
      other: candidate('b', { openCases: 0, languages: ['en'] }),
      chosen: 'a',
      because: 'they speak Spanish',
    },
    { other: candidate('b', { openCases: 0, skills: [] }), chosen: 'a', because: 'they know the subject' },
    { other: candidate('b', { openCases: 0, available: false }), chosen: 'a', because: 'the other is away' },
  ])('is $chosen: $because', ({ other, chosen }) => {
    expect(pickOwner(new Story().current, [candidate('a'), other])?.personId).toBe(chosen);
  });

  it('is nobody when nobody is available', () => {
    expect(pickOwner(new Story().current, [candidate('a', { available: false })])).toBeNull();
  });

  it('is spread over people who are alike, and the same for the same case', () => {
    const of = new Story().current;
    const people = ['a', 'b', 'c', 'd'].map((id) => candidate(id));
    const chosen = Array.from({ length: 200 }, (_, index) =>
      pickOwner({ ...of, caseId: `case${index}` }, people),
    );

    expect(new Set(chosen.map((one) => one?.personId)).size).toBe(4);
    expect(pickOwner(of, people)).toEqual(pickOwner(of, [...people].reverse()));
  });
});

describe('an escalation', () => {
  const answerBy = '2026-11-24T15:30:00.000Z';
  const person = (id: string, open: boolean) => ({ id, name: id, open, answerBy });
  const supervisor = { id: 'supervisor', name: 'supervisor', answerBy };

  it.each([
    {
      path: { tam: person('tam', true), deputy: person('deputy', true), supervisor },
      id: 'tam',
      because: 'they are there',
    },
    {
      path: { tam: person('tam', false), deputy: person('deputy', true), supervisor },
      id: 'deputy',
      because: 'they stand in',
    },
    {
      path: { tam: person('tam', false), deputy: person('deputy', false), supervisor },
      id: 'supervisor',
      because: 'neither is there',
    },
    {
      path: { tam: person('tam', false), deputy: null, supervisor: null },
      id: 'tam',
      because: 'there is nobody else',
    },
    { path: { tam: null, deputy: null, supervisor: null }, id: undefined, because: 'there is nobody' },
  ])('goes to $id: $because', ({ path, id }) => {
    expect(escalationTarget(path)?.id).toBe(id);
  });

  const escalated = (story: Story, by: Side, answerBy: string, actor: Actor = ana) => {
    const tam = { id: 'tam', name: 'tam', open: true, answerBy };
    const path = { tam, deputy: null, supervisor };
    return story.does(
      (of, context) => decideEscalate(of, { by, reason: 'Nobody answers.', path }, context),
      actor,
    );
  };

  it.each([
    { actor: { kind: 'tam', id: 'tam', name: 'Tom' }, met: true, because: 'it reached them' },
    { actor: { kind: 'supervisor', id: 'sofia', name: 'Sofía' }, met: true, because: 'they answer for all' },
    { actor: elena, met: false, because: 'it was raised over their head' },
  ] as const)('is answered by $actor.kind: $met, because $because', ({ actor, met }) => {
    const story = escalated(new Story(), 'customer', answerBy).deskAnswers({}, actor);

    expect(story.due('escalation-answer')).toBe(met ? undefined : answerBy);
  });

  it('is put off by no second one', () => {
    const story = escalated(new Story(), 'customer', answerBy);
    escalated(story.at('2026-11-24T15:29:00.000Z'), 'customer', '2026-11-24T17:29:00.000Z');

    expect(story.due('escalation-answer')).toBe(answerBy);
  });

  it('over an owner’s silence is answered by their word, unless somebody asked for more', () => {
    const owned = () =>
      new Story().does((of, context) => decideAssign(of, { ...owner, ownerId: elena.id }, context));
    const owner = { ownerName: 'Elena', how: 'hand', reason: null, summary: null } as const;
    const silent = escalated(owned(), 'desk', answerBy, clockActor);
    expect(silent.deskAnswers().due('escalation-answer')).toBeUndefined();

    const asked = escalated(escalated(owned(), 'customer', answerBy), 'desk', answerBy, clockActor);
    expect(asked.deskAnswers().due('escalation-answer')).toBe(answerBy);
  });

  it.each([
    { by: 'customer' as const, visibility: 'public', because: 'they know what they asked for' },
    { by: 'desk' as const, visibility: 'internal', because: 'it is between us' },
  ])('by the $by is $visibility: $because', ({ by, visibility }) => {
    const path = { tam: person('tam', true), deputy: null, supervisor };
    const context = { now: tuesday, actor: elena, terms: termsIn() };

    expect(decideEscalate(new Story().current, { by, reason: '', path }, context)[0]?.visibility).toBe(
      visibility,
    );
  });
});

describe('a new class', () => {
  it('needs no entry when it is the old one', () => {
    const context = { now: tuesday, actor: elena, terms: termsIn() };

    expect(
      decideClassify(new Story().current, { category: 'information', reason: 'None.' }, context),
    ).toEqual([]);
  });

  it('keeps every clock when only the category changes', () => {
    const story = new Story();
    const before = story.current.deadlines;
    story.does((of, context) => decideClassify(of, { category: 'bug', reason: 'It is one.' }, context));

    expect(story.current).toMatchObject({ category: 'bug', deadlines: before });
  });
});

describe('a merge', () => {
  const other = (fields: object = {}) => ({ ...new Story().current, caseId: 'case2', ...fields });

  it.each([
    {
      into: () => other({ accountId: 'globex' }),
      code: 'merge-across-accounts',
      because: 'it would show them',
    },
    { into: () => other({ status: 'closed' }), code: 'merge-into-closed', because: 'nobody works there' },
    { into: () => other({ caseId: 'case1' }), code: 'merge-into-itself', because: 'it is the same' },
  ])('is refused with $code: $because', ({ into, code }) => {
    const context = { now: tuesday, actor: elena };

    expect(() => decideMergeAway(new Story().current, into(), context)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('is refused for a critical case: its clocks are its own', () => {
    const critical = { ...new Story().current, severity: 'critical' as const };

    expect(() => decideMergeAway(critical, other(), { now: tuesday, actor: elena })).toThrow(
      expect.objectContaining({ code: 'merge-critical' }),
    );
  });
});

describe('a case number', () => {
  it.each([
    { typed: '4821-9355', number: '48219355', because: 'as it is shown' },
    { typed: ' #48219355 ', number: '48219355', because: 'as people write it' },
    { typed: '[4821-9355]', number: '48219355', because: 'as it stands in a subject' },
    { typed: '4821935', number: null, because: 'it lacks a digit' },
    { typed: 'case1', number: null, because: 'it is an id' },
  ])('is read from "$typed" $because', ({ typed, number }) => {
    expect(parseNumber(typed)).toBe(number);
  });
});
