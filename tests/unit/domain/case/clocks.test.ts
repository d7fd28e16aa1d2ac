import { describe, expect, it } from 'vitest';
import { decideClassify } from '../../../../shared/domain/case/classify.ts';
import { decideDeclineClosure, decideProposeClosure } from '../../../../shared/domain/case/closure.ts';
import { decideAbsorb } from '../../../../shared/domain/case/merge.ts';
import { decideAssign } from '../../../../shared/domain/case/ownership.ts';
import type { Severity, Side } from '../../../../shared/domain/case/vocabulary.ts';
import { elena, Story } from './story.ts';

/** Each breach is one event, one notice, one metric, whatever either party does meanwhile. */
const becomes = (story: Story, severity: Severity) =>
  story.does((of, context) => decideClassify(of, { severity, reason: 'It is.' }, context));

describe('a promise that was missed', () => {
  it('is not missed again because the customer asks where it stays', () => {
    const story = new Story().deskAnswers();
    const promised = story.due('update');
    story.at('2026-12-01T09:00:00.000Z').falls();
    const before = story.breaches();
    for (const minute of ['01', '02', '03']) {
      story.at(`2026-12-01T09:${minute}:00.000Z`).customerWrites().falls();
    }

    expect(before).toContain(`update ${promised}`);
    expect(story.breaches()).toEqual(before);
    expect(story.late()).toContain('update');
  });

  it('is not missed again because the case was critical in between', () => {
    const story = new Story().at('2026-11-25T15:00:00.000Z').falls();
    becomes(becomes(story, 'critical').falls(), 'non-critical').falls();

    expect(story.missed()).toEqual(['owner', 'first-response']);
    expect(story.late()).toEqual(['owner', 'first-response']);
  });
});

const owned = () =>
  new Story().does((of, context) =>
    decideAssign(
      of,
      { ownerId: elena.id, ownerName: elena.name, how: 'hand', reason: null, summary: null },
      context,
    ),
  );
const colleague = { kind: 'agent', id: 'marco', name: 'Marco' } as const;

describe('the silence of an owner', () => {
  it('is not put off by the customer who asks again each day', () => {
    const story = owned().deskAnswers();
    const silentUntil = story.due('owner-silence');
    for (const day of ['25', '26', '27']) story.at(`2026-11-${day}T09:00:00.000Z`).customerWrites();

    expect(story.due('owner-silence')).toBe(silentUntil);
  });

  it('begins with the customer’s word where it was not running', () => {
    const story = owned().deskAnswers({ waitingOnCustomer: true });
    expect(story.due('owner-silence')).toBeUndefined();

    expect(story.customerWrites().due('owner-silence')).toBeDefined();
  });

  it('goes on while a colleague answers, whose answer keeps the promise to the customer all the same', () => {
    const story = owned().deskAnswers();
    const silentUntil = story.due('owner-silence');
    story.at('2026-11-25T09:00:00.000Z').customerWrites();
    const owedBy = story.due('update');
    story.at('2026-11-25T10:00:00.000Z').deskAnswers({}, colleague);

    expect(story.due('owner-silence')).toBe(silentUntil);
    expect((story.due('update') ?? '') > (owedBy ?? '')).toBe(true);
    expect(story.entries.at(-1)?.data).toMatchObject({ byOwner: false });
  });
});

const proposed = (story: Story, by: Side = 'desk') =>
  story.does((of, context) => decideProposeClosure(of, { by, summary: 'Solved.' }, context));
const declined = (story: Story, by: Side = 'customer') =>
  story.does((of, context) => decideDeclineClosure(of, { by, reason: 'It still fails.' }, context));

describe('while we wait for the customer', () => {
  it.each([
    { waits: (story: Story) => story.deskAnswers({ waitingOnCustomer: true }), because: 'we asked them' },
    { waits: (story: Story) => proposed(story.deskAnswers()), because: 'we proposed to close' },
  ])('a case that becomes non-critical owes no news: $because', ({ waits }) => {
    const story = waits(becomes(owned(), 'critical'));
    becomes(story, 'non-critical');

    expect(story.due('update')).toBeUndefined();
    expect(story.due('owner-silence')).toBeUndefined();
  });
});

describe('a first answer', () => {
  it('is owed until a person gives it: a proposal to close is none, nor is its declining', () => {
    const promised = owned().due('first-response');
    const story = proposed(owned());
    expect(story.due('first-response')).toBe(promised);
    expect(declined(story).due('first-response')).toBe(promised);

    const theirs = proposed(owned(), 'customer');
    expect(declined(theirs, 'desk').due('first-response')).toBe(promised);
    expect(theirs.deskAnswers().due('first-response')).toBeUndefined();
  });
});

describe('the next update', () => {
  const soon = '2026-11-24T09:30:00.000Z';
  it('is put off by no proposal of the customer’s, and by no refusal of theirs', () => {
    expect(proposed(owned().deskAnswers({ nextUpdateAt: soon }), 'customer').due('update')).toBe(soon);

    const story = proposed(owned().deskAnswers());
    const asked = story.customerWrites().due('update');
    expect(declined(story.at('2026-11-24T10:00:00.000Z')).due('update')).toBe(asked);
  });
});

describe('a case that takes another in', () => {
  const takesIn = (into: Story, from: Story) => {
    const other = { ...from.current, caseId: 'case2', number: '11112222' };
    return into.does((of, context) => decideAbsorb(other, of, context));
  };

  it('owes the answer that the other owed, and waits no more', () => {
    const from = new Story();
    const into = takesIn(owned().deskAnswers({ waitingOnCustomer: true }), from);

    expect(into.current.status).toBe('in-progress');
    expect(into.due('update')).toBe(from.due('first-response'));
    expect(into.due('owner-silence')).toBeDefined();
    expect(into.current.lastCustomerSeq).toBe(into.current.version);
  });

  it.each([
    { here: '2026-11-24T10:00:00.000Z', there: '2026-11-24T11:00:00.000Z', owed: 'here' },
    { here: '2026-11-24T11:00:00.000Z', there: '2026-11-24T10:00:00.000Z', owed: 'there' },
  ] as const)('keeps the earlier of two promises: the one $owed', ({ here, there, owed }) => {
    const answered = (nextUpdateAt: string) =>
      owned().at('2026-11-24T09:01:00.000Z').deskAnswers({ nextUpdateAt });
    const into = takesIn(answered(here), answered(there));

    expect(into.due('update')).toBe({ here, there }[owed]);
  });

  it('goes on waiting when the other waited as well', () => {
    const waiting = () => owned().deskAnswers({ waitingOnCustomer: true });
    const into = takesIn(waiting(), waiting());

    expect(into.current).toMatchObject({ status: 'waiting-on-customer', deadlines: {} });
  });

  it('misses no promise that was missed there already', () => {
    const from = new Story().at('2026-11-25T15:00:00.000Z').falls();
    const into = takesIn(owned().deskAnswers({ waitingOnCustomer: true }).at(from.now), from);

    expect((into.due('update') ?? '') > from.now).toBe(true);
  });
});

describe('an answer', () => {
  const mailOf = (story: Story) => {
    const sent = story.entries.findLast(({ type }) => type === 'message.sent');
    return sent?.type === 'message.sent' ? sent.data.mail?.variables : undefined;
  };

  it('tells the customer by when they hear more, promised by its author or by the terms', () => {
    const story = owned().deskAnswers();
    expect(mailOf(story)).toEqual({ nextUpdateAt: story.due('update'), timeZone: 'Europe/Madrid' });

    const nextUpdateAt = '2026-11-25T07:12:00.000Z';
    expect(mailOf(owned().deskAnswers({ nextUpdateAt }))).toMatchObject({ nextUpdateAt });
  });

  it('waits for nobody who waits for us: the customer’s own proposal is ours to answer', () => {
    const story = proposed(owned().deskAnswers(), 'customer').deskAnswers({ waitingOnCustomer: true });

    expect(story.due('update')).toBeDefined();
  });

  it('promises nothing while it waits for them', () => {
    expect(mailOf(owned().deskAnswers({ waitingOnCustomer: true }))).toEqual({});
  });
});
