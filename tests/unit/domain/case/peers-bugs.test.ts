import { describe, expect, it } from 'vitest';
import { alwaysOpen, isOpen } from '../../../../shared/domain/calendar/index.ts';
import { decideClassify } from '../../../../shared/domain/case/classify.ts';
import {
  decideAgreeClosure,
  decideProposeClosure,
  decideReopen,
} from '../../../../shared/domain/case/closure.ts';
import { decideMergeAway } from '../../../../shared/domain/case/merge.ts';
import { decideAssign } from '../../../../shared/domain/case/ownership.ts';
import { aCalendar, aPreset } from '../calendar/calendars.ts';
import { ana, Story, termsIn, tuesday } from './story.ts';

/** What broke in the desks that came before ours, each under the number of its report. */
describe('service levels', () => {
  it('zammad#3180: around the clock is a flag, and loses no minute at midnight', () => {
    const terms = termsIn({ ...alwaysOpen, version: 1 } as typeof alwaysOpen);

    expect(terms.businessTime('2026-11-24T23:59:30.000Z', 7 * 24 * 60)).toBe('2026-12-01T23:59:30.000Z');
  });

  it('zammad#5177: a customer who writes again does not put the first answer off, nor under another clock', () => {
    const story = new Story();
    const promised = story.due('first-response');
    story.at('2026-11-24T10:30:00.000Z').customerWrites();

    expect(story.due('first-response')).toBe(promised);
    expect(story.due('update')).toBeUndefined();
  });

  it('zammad#3140: who was answered and says nothing makes nobody late', () => {
    const story = new Story().deskAnswers({ waitingOnCustomer: true });
    story.at('2026-12-24T09:00:00.000Z').falls();

    expect(story.missed().filter((kind) => kind !== 'owner')).toEqual([]);
  });

  it('zammad#2082: the first answer ends its own clock at once, and begins the next one', () => {
    const story = new Story();
    expect(story.due('update')).toBeUndefined();
    story.at('2026-11-24T10:00:00.000Z').deskAnswers();

    expect(story.due('first-response')).toBeUndefined();
    expect(story.due('update')).toBe(story.terms.businessTime(story.now, story.terms.targets.updateMinutes));
  });

  it('zammad#5624: a case that comes under other rules takes no clock along that those do not have', () => {
    const story = new Story().deskAnswers();
    const becomes = (severity: 'critical' | 'non-critical') =>
      story.does((of, context) => decideClassify(of, { severity, reason: 'It is.' }, context));
    expect(Object.keys(story.current.deadlines).sort()).toEqual(['owner', 'owner-silence', 'update']);

    expect(Object.keys(becomes('critical').current.deadlines)).toEqual(['owner']);
    expect(Object.keys(becomes('non-critical').current.deadlines).sort()).toEqual([
      'owner',
      'owner-silence',
      'update',
    ]);
  });

  it.each([
    { report: 'zammad#4432', minutes: [2 * 8 * 60], because: 'reminders come in business hours' },
    { report: 'zammad#2157', minutes: [60], because: 'also when they are promised within the hour' },
  ])('$report: $because, never at night', ({ minutes }) => {
    const calendar = aCalendar();
    const terms = termsIn(calendar, { closureReminderMinutes: minutes });
    const story = new Story(terms, { at: '2026-11-27T16:45:00.000Z' });
    story.does((of, context) => decideProposeClosure(of, { by: 'desk', summary: 'Solved.' }, context));

    const due = story.due('closure-reminder') ?? '';
    const minuteBefore = new Date(Date.parse(due) - 60_000).toISOString();
    expect(isOpen(calendar, minuteBefore)).toBe(true);
  });

  it('zammad#904: a case that was merged is late for nothing any more', () => {
    const into = new Story().current;
    const story = new Story();
    story.does((of, context) => decideMergeAway(of, { ...into, caseId: 'case2' }, context));
    story.at('2027-01-01T00:00:00.000Z').falls();

    expect(story.current.deadlines).toEqual({});
    expect(story.missed()).toEqual([]);
  });

  it('zammad#390: a holiday of another country closes nobody’s desk', () => {
    const thanksgiving = '2026-11-26T09:00:00.000Z';

    expect(termsIn(aPreset('madrid')).businessTime(thanksgiving, 60)).toBe('2026-11-26T10:00:00.000Z');
    expect(termsIn(aPreset('us-eastern')).businessTime('2026-11-25T21:59:00.000Z', 60)).toBe(
      '2026-11-27T14:59:00.000Z',
    );
  });

  it.each([
    { report: 'osTicket#1168', at: '2026-11-27T16:30:00.000Z', due: '2026-11-30T11:30:00.000Z' },
    { report: 'osTicket#2131', at: '2026-11-28T12:00:00.000Z', due: '2026-11-30T12:00:00.000Z' },
    { report: 'chatwoot#6889', at: '2026-11-24T22:00:00.000Z', due: '2026-11-25T12:00:00.000Z' },
  ])('$report: only business hours count, from $at to $due', ({ at, due }) => {
    expect(new Story(termsIn(), { at }).due('first-response')).toBe(due);
  });

  it('osTicket#4166: public holidays are no business hours', () => {
    const terms = termsIn(aPreset('madrid'));

    // In Madrid, Constitution Day of 2026 is kept on Monday the 7th, and the 8th is a holiday as well.
    expect(terms.businessTime('2026-12-04T16:30:00.000Z', 60)).toBe('2026-12-09T08:30:00.000Z');
  });

  it.each([
    { report: 'chatwoot#14009', because: 'a day may open more than once' },
    { report: 'frappe/helpdesk#2212', because: 'lunch is nobody’s delay' },
  ])('$report: $because', () => {
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
    const calendar = aCalendar({
      weekly: [
        { days, opens: '09:00', closes: '14:00' },
        { days, opens: '16:00', closes: '19:00' },
      ],
    });

    // 12:30 in Madrid, and 4 hours: an hour and a half before lunch, two and a half after.
    expect(termsIn(calendar).businessTime('2026-11-24T11:30:00.000Z', 240)).toBe('2026-11-24T17:30:00.000Z');
  });

  it('chatwoot PR#13392: a breach comes by business hours, not by the clock on the wall', () => {
    const story = new Story(termsIn(), { at: '2026-11-27T16:30:00.000Z' });

    story.at('2026-11-29T23:00:00.000Z').falls();
    expect(story.missed()).toEqual([]);
    story.at('2026-11-30T11:30:00.000Z').falls();
    expect(story.missed()).toEqual(['owner', 'first-response']);
  });

  it('glpi#15429: a case is not late at the birth of its new class', () => {
    const story = new Story().does((of, context) =>
      decideAssign(
        of,
        { ownerId: 'elena', ownerName: 'Elena', how: 'hand', reason: null, summary: null },
        context,
      ),
    );
    story.deskAnswers().at('2026-12-04T09:00:00.000Z').falls();
    const before = story.missed();
    story.does((of, context) =>
      decideClassify(of, { severity: 'critical', reason: 'It stopped everything.' }, context),
    );
    story.does((of, context) =>
      decideClassify(of, { severity: 'non-critical', reason: 'It did not.' }, context),
    );
    story.falls();

    expect(story.missed()).toEqual(before);
    expect(story.late()).toEqual([]);
    expect((story.due('update') ?? '') > story.now).toBe(true);
  });

  it('erpnext#18621: a case that comes back gets a new promise, and the old one is not its breach', () => {
    const story = new Story().deskAnswers();
    story.does((of, context) => decideProposeClosure(of, { by: 'desk', summary: 'Solved.' }, context));
    story.does((of, context) => decideAgreeClosure(of, { by: 'customer', means: 'dashboard' }, context), ana);
    story.at('2026-12-01T09:00:00.000Z');
    story.does((of, context) => decideReopen(of, { by: 'customer', reason: 'It is back.' }, context), ana);

    expect(story.late()).toEqual([]);
    expect(story.due('update')).toBe('2026-12-01T13:00:00.000Z');
  });

  it.each([
    {
      zone: 'us-pacific' as const,
      due: '2026-11-24T21:00:00.000Z',
      because: 'it opens at 09:00 in Los Angeles',
    },
    {
      zone: 'us-eastern' as const,
      due: '2026-11-24T18:00:00.000Z',
      because: 'it opens at 09:00 in New York',
    },
    { zone: 'uk' as const, due: '2026-11-24T13:00:00.000Z', because: 'it is open in London' },
  ])('erpnext PR#38745: hours are those of the account’s own zone ($zone): $because', ({ zone, due }) => {
    expect(new Story(termsIn(aPreset(zone)), { at: tuesday }).due('first-response')).toBe(due);
  });
});

describe('mail that nobody wrote', () => {
  it.each(['auto-reply', 'bulk', 'mailing-list', 'bounce'] as const)(
    'znuny#138: an automatic mail (%s) closes nothing, restarts nothing and answers nothing',
    (automatic) => {
      const story = new Story().deskAnswers({ waitingOnCustomer: true });
      const before = story.current;
      story.customerWrites({ automatic, asksAnswer: false });

      expect(story.current.status).toBe('waiting-on-customer');
      expect(story.current.deadlines).toEqual(before.deadlines);
      expect(story.current.lastCustomerSeq).toBe(before.lastCustomerSeq);
    },
  );
});

describe('recipients', () => {
  it('chatwoot#15193: who gets an answer is decided when it is written, whatever comes in afterwards', () => {
    const story = new Story().deskAnswers();
    const sent = story.entries.at(-1);
    story.customerWrites({ from: { address: 'eva@acme.example', name: 'Eva' } });

    expect(story.current.parties.map(({ address }) => address)).toEqual([
      'ana@acme.example',
      'eva@acme.example',
    ]);
    expect(sent?.type === 'message.sent' ? sent.data.mail?.to : null).toEqual([
      expect.objectContaining({ address: 'ana@acme.example' }),
    ]);
  });
});
